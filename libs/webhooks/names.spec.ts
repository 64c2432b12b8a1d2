import { createHook } from 'node:async_hooks';
import { afterEach, describe, expect, it } from '@jest/globals';
import { namesBy } from './names.js';
import { nameServer, type NameServer, type Zone } from './name-server.fixture.js';
import { receiver } from './receiver.fixture.js';
import { Sender } from './sender.js';

let server: NameServer | undefined;
const sender = async (zone: Zone, allowLoopback = true): Promise<Sender> => {
  server = await nameServer(zone);
  const lookup = namesBy({ servers: [server.address], timeout: 200, tries: 2 });
  return new Sender({ allowLoopback, lookup });
};
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('a name', () => {
  it('is asked of name servers in both families, and called where it leads', async () => {
    const at = await receiver();
    const { port } = new URL(at.url);
    const sending = await sender({ 'hooks.laboratory.example': { a: ['127.0.0.1'] } });
    expect(await sending.send(`http://hooks.laboratory.example:${port}/`, {}, '{}')).toMatchObject({
      status: 204,
    });
    expect(server!.asked.sort()).toEqual(['hooks.laboratory.example A', 'hooks.laboratory.example AAAA']);
    expect(await sending.send(`http://localhost:${port}/`, {}, '{}')).toMatchObject({ status: 204 });
    expect(server!.asked.length).toBe(2);
    await at.close();
  });

  it('takes none of the threads that all of the process shares', async () => {
    const types = new Set<string>();
    const hook = createHook({ init: (_, type) => void types.add(type) }).enable();
    await new Sender({ limits: { connect: 100 } }).send('https://none.invalid/', {}, '{}');
    hook.disable();
    expect([types.has('QUERYWRAP'), types.has('GETADDRINFOREQWRAP')]).toEqual([true, false]);
  });

  it('is not called where any of its addresses is inside, of either family', async () => {
    const at = await receiver();
    const { port } = new URL(at.url);
    const [inside4, inside6] = ['10.0.0.1', 'fd00:0:0:0:0:0:0:1'];
    const open6 = '2606:4700:0:0:0:0:0:1';
    const sending = await sender({
      'a.example': { a: ['127.0.0.1', inside4] },
      'b.example': { a: ['127.0.0.1'], aaaa: [inside6] },
      'c.example': { a: [inside4], aaaa: [open6] },
      'd.example': { aaaa: [inside6] },
    });
    for (const name of ['a', 'b', 'c', 'd'])
      expect([name, await sending.send(`http://${name}.example:${port}/`, {}, '{}')]).toEqual([
        name,
        expect.objectContaining({ fault: 'addressRefused' }),
      ]);
    const strict = new Sender({ lookup: namesBy({ servers: [server!.address] }) });
    expect(await strict.send(`http://localhost:${port}/`, {}, '{}')).toMatchObject({
      fault: 'addressRefused',
    });
    expect(at.received).toEqual([]);
    await at.close();
  });

  it('that leads nowhere, or whose server never answers, is unresolved after its tries, and holds nobody up', async () => {
    const at = await receiver();
    const { port } = new URL(at.url);
    const hanging = Array.from({ length: 40 }, (_, n) => [`${n}.example`, null] as const);
    const sending = await sender({ ...Object.fromEntries(hanging), 'fine.example': { a: ['127.0.0.1'] } });
    expect(await sending.send('http://none.example/', {}, '{}')).toMatchObject({ fault: 'unresolved' });
    const lost = hanging.map(([name]) => sending.send(`http://${name}:${port}/`, {}, '{}'));
    const fine = await sending.send(`http://fine.example:${port}/`, {}, '{}');
    expect(fine).toMatchObject({ status: 204 });
    for (const outcome of await Promise.all(lost)) {
      expect(outcome).toMatchObject({ fault: 'unresolved' });
      expect(outcome.milliseconds).toBeGreaterThan(fine.milliseconds);
    }
    await at.close();
  });
});
