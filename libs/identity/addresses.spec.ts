import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addressKeyIn, Addresses, networkOf } from './addresses.js';

describe('what counts as one caller', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::ffff:192.0.2.7', '1:0:0:0::/64'],
    ['', ''],
    ['unix:', 'unix:'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('a digest of an address', () => {
  it('is the same for one network, and another for another network or under another key', () => {
    const [ours, theirs] = [new Addresses(Buffer.alloc(32, 1)), new Addresses(Buffer.alloc(32, 2))];
    expect(ours.digest('2001:db8::1')).toEqual(ours.digest('2001:db8:0:0:ffff::2'));
    expect(ours.digest('192.0.2.7')).not.toEqual(ours.digest('192.0.2.8'));
    expect(ours.digest('192.0.2.7')).not.toEqual(theirs.digest('192.0.2.7'));
    expect(ours.digest('192.0.2.7').toString('latin1')).not.toContain('192.0.2');
  });
});

describe('the key of an installation', () => {
  let place: string;
  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'addresses-'));
  });
  afterEach(() => rm(place, { recursive: true }));

  it('is made once, however many ask first, and is its owner’s alone', async () => {
    const folder = join(place, 'new', 'documents');
    const keys = await Promise.all(Array.from({ length: 8 }, () => addressKeyIn(folder)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect((await stat(join(folder, 'address-key'))).mode & 0o777).toBe(0o600);
    expect(await addressKeyIn(folder)).toEqual(keys[0]);
  });

  it('may be an office’s own, and is never guessed at', async () => {
    const file = join(place, 'address-key');
    await writeFile(file, 'AB'.repeat(32));
    expect(await addressKeyIn(place)).toEqual(Buffer.alloc(32, 0xab));
    await writeFile(file, 'short');
    await expect(addressKeyIn(place)).rejects.toThrow('64 hexadecimal digits');
    expect(await readFile(file, 'utf8')).toBe('short');
    await chmod(file, 0o600);
  });
});
