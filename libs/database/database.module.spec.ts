import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { testDatabase, type TestDatabase } from '../../test/database.js';
import { connect, Database, DatabaseModule } from './index.js';

@Injectable()
class Reader {
  constructor(readonly database: Database) {}
}
@Module({ providers: [Reader], exports: [Reader] })
class ReaderModule {}

describe('the database module', () => {
  let place: TestDatabase;
  beforeAll(async () => {
    place = await testDatabase();
  });
  afterAll(() => place.drop());

  const application = async (from: Parameters<typeof DatabaseModule.forRoot>[0]) => {
    const module = await Test.createTestingModule({
      imports: [DatabaseModule.forRoot(from), ReaderModule],
    }).compile();
    return module.init();
  };

  it('gives every module the database, and closes it with the application', async () => {
    const app = await application({ url: place.serviceUrl, poolSize: 1 });
    const { database } = app.get(Reader);
    await database.ping();
    await app.close();
    await expect(database.ping()).rejects.toThrow();
  });

  it('leaves a database that was given to its giver', async () => {
    const database = await connect(place.serviceUrl, { poolSize: 1 });
    const app = await application(database);
    expect(app.get(Reader).database).toBe(database);
    await app.close();
    await database.ping();
    await database.close();
    await database.close();
  });

  it('does not start when the database is away, and says why at once', async () => {
    const url = place.serviceUrl.replace(place.name, 'nowhere');
    await expect(application({ url })).rejects.toThrow('"nowhere" does not exist');
  });
});
