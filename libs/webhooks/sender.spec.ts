import { createServer, type AddressInfo, type LookupFunction, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ownCertificate, receiver, type Receiver } from './receiver.fixture.js';
import { Sender } from './sender.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});
async function receiving(...of: Parameters<typeof receiver>): Promise<Receiver> {
  const made = await receiver(...of);
  open.push(made);
  return made;
}
const quick = { connect: 300, whole: 600, rest: 200 };
const inside = new Sender({ allowLoopback: true, limits: { rest: 200 } });
const hasty = new Sender({ allowLoopback: true, limits: quick });
/** A name server that says these, one after the other. */
const resolvingTo = (...addresses: string[]): LookupFunction =>
  ((_: string, options: { all?: boolean }, done: (...of: unknown[]) => void) => {
    const address = addresses.length > 1 ? addresses.shift()! : addresses[0]!;
    const family = address.includes(':') ? 6 : 4;
    if (options.all === true) done(null, [{ address, family }]);
    else done(null, address, family);
  }) as LookupFunction;

describe('what is sent', () => {
  it('arrives with its headers and its bytes, and any status of 2xx is a delivery', async () => {
    for (const status of [200, 202, 204]) {
      const at = await receiving((response) => void response.writeHead(status).end());
      const outcome = await inside.send(`${at.url}/hooks?a=1`, { 'webhook-id': '22-7' }, '{"字":1}');
      expect(outcome).toMatchObject({ status, fault: null });
      expect(at.received).toEqual([
        { body: '{"字":1}', headers: expect.objectContaining({ 'webhook-id': '22-7' }) as never },
      ]);
    }
  });

  it('arrives over TLS where the certificate is trusted, and not where it is not', async () => {
    const at = await receiving(undefined, { tls: true });
    const trusting = new Sender({ allowLoopback: true, ca: ownCertificate });
    expect(await trusting.send(at.url, {}, '{}')).toMatchObject({ status: 204, fault: null });
    expect(await inside.send(at.url, {}, '{}')).toMatchObject({ status: null, fault: 'tls' });
    const elsewhere = new Sender({
      allowLoopback: true,
      ca: ownCertificate,
      lookup: resolvingTo('127.0.0.1'),
    });
    const wrongName = at.url.replace('127.0.0.1', 'other.example');
    expect(await elsewhere.send(wrongName, {}, '{}')).toMatchObject({ fault: 'tls' });
    expect(at.received.length).toBe(1);
  });
});

describe('an address inside', () => {
  const inner = [
    ...['127.0.0.1', '127.8.8.8', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
    ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.0.1', '240.0.0.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe'],
    ...['::7f00:1', '168.63.129.16'],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1'],
  ];

  it('is not called, in whatever form it is written', async () => {
    const at = await receiving();
    const port = new URL(at.url).port;
    const sender = new Sender({ limits: quick });
    const forms = ['localhost', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]'];
    const literals = inner.map((address) => (address.includes(':') ? `[${address}]` : address));
    for (const host of [...forms, ...literals]) {
      const { fault } = await sender.send(`http://${host}:${port}/`, {}, '{}');
      expect([host, fault]).toEqual([host, 'addressRefused']);
    }
    expect(at.received).toEqual([]);
  });

  it('is not called by a name that leads there', async () => {
    const at = await receiving();
    const port = new URL(at.url).port;
    for (const address of inner)
      for (const scheme of ['http', 'https']) {
        const sender = new Sender({ lookup: resolvingTo(address), limits: quick });
        const { fault } = await sender.send(`${scheme}://hooks.laboratory.example:${port}/`, {}, '{}');
        expect([scheme, address, fault]).toEqual([scheme, address, 'addressRefused']);
      }
    expect(at.received).toEqual([]);
  });

  it('is not called by a name that led elsewhere a moment ago: each connection is judged', async () => {
    const at = await receiving();
    const url = `http://hooks.laboratory.example:${new URL(at.url).port}/`;
    const lookup = resolvingTo('127.0.0.1', '127.0.0.2');
    const rebinding = new Sender({ allowLoopback: true, lookup });
    expect(await rebinding.send(url, {}, '{}')).toMatchObject({ fault: null });
    expect(await rebinding.send(url, {}, '{}')).toMatchObject({ fault: 'addressRefused' });
    expect(at.received.length).toBe(1);
  });

  it('of this machine may be called where a demonstration says so, and then no other inside', async () => {
    const at = await receiving();
    expect(await inside.send(at.url, {}, '{}')).toMatchObject({ fault: null });
    for (const host of ['10.0.0.1', '169.254.169.254', '[::ffff:127.0.0.1]'])
      expect(await inside.send(`http://${host}/`, {}, '{}')).toMatchObject({ fault: 'addressRefused' });
  });
});

describe('a receiver that', () => {
  it('redirects is not followed', async () => {
    const there = await receiving();
    for (const status of [301, 302, 303, 307, 308]) {
      const at = await receiving(
        (response) => void response.writeHead(status, { location: there.url }).end(),
      );
      expect(await inside.send(at.url, {}, '{}')).toMatchObject({ status, fault: 'redirected' });
    }
    expect(there.received).toEqual([]);
  });

  it('answers with an error is told with the beginning of its answer, as text that can be kept', async () => {
    const at = await receiving((response) => void response.writeHead(500).end(`no\0${'字'.repeat(2_000)}`));
    const outcome = await inside.send(at.url, {}, '{}');
    expect(outcome).toMatchObject({ status: 500, fault: 'status' });
    expect(outcome.answer!.slice(0, 4)).toBe('no\ufffd字');
    expect(Buffer.byteLength(outcome.answer!)).toBeLessThan(1_100);
  });

  it('never answers, or never ends its head, is left', async () => {
    const silent = await receiving(() => {});
    expect(await hasty.send(silent.url, {}, '{}')).toMatchObject({ status: null, fault: 'timeout' });
    const drip = await rawServer((write) => {
      write('HTTP/1.1 200 OK\r\n');
      return setInterval(() => write('X-A: b\r\n'), 50);
    });
    expect(await hasty.send(drip, {}, '{}')).toMatchObject({ status: null, fault: 'timeout' });
  });

  it('takes no connection, or breaks it, or does not speak HTTP, is told', async () => {
    const gone = await receiving();
    await gone.close();
    expect(await inside.send(gone.url, {}, '{}')).toMatchObject({ status: null, fault: 'connection' });
    const breaking = await receiving((_, __, request) => void request.socket.destroy());
    expect(await inside.send(breaking.url, {}, '{}')).toMatchObject({ fault: 'connection' });
    const talking = await rawServer((write) => void write('220 mail.example ESMTP\r\n'));
    expect(await inside.send(talking, {}, '{}')).toMatchObject({ status: null, fault: 'connection' });
    const heavy = await rawServer(
      (write) => void write(`HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`),
    );
    expect(await inside.send(heavy, {}, '{}')).toMatchObject({ status: null, fault: 'connection' });
    const noTls = await receiving();
    expect(await inside.send(noTls.url.replace('http:', 'https:'), {}, '{}')).toMatchObject({ status: null });
    const unresolved = new Sender({
      lookup: ((_: string, __: object, done: (error: Error) => void) =>
        done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))) as LookupFunction,
    });
    expect(await unresolved.send('https://none.example/', {}, '{}')).toMatchObject({ fault: 'unresolved' });
  });

  it('says yes and goes on for ever has said yes', async () => {
    const at = await receiving((response) => {
      response.writeHead(200).write('thank');
      const timer = setInterval(() => response.write(' you'), 50);
      response.on('close', () => clearInterval(timer));
    });
    const outcome = await inside.send(at.url, {}, '{}');
    expect(outcome).toMatchObject({ status: 200, fault: null });
    expect(outcome.answer).toMatch(/^thank/);
  });

  it('sends a hundred megabytes is read to 64 KiB and no further', async () => {
    let written = 0;
    const chunk = Buffer.alloc(1_000_000, 'a');
    const at = await receiving((response) => {
      response.writeHead(200);
      const more = (): void => {
        while (written < 100_000_000 && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    const before = process.memoryUsage().arrayBuffers;
    const outcome = await inside.send(at.url, {}, '{}');
    expect(outcome).toMatchObject({ status: 200, fault: null });
    expect(outcome.answer!.length).toBe(1_024);
    // What the two ends of the connection hold, and no more.
    expect(written).toBeLessThan(30_000_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });
});

/** A server that says this to whoever connects; answers its address. */
async function rawServer(speak: (write: (text: string) => void) => NodeJS.Timeout | void): Promise<string> {
  const server: Server = createServer((socket) => {
    const timer = speak((text) => void (socket.destroyed || socket.write(text)));
    socket.on('error', () => {});
    socket.on('close', () => clearInterval(timer ?? undefined));
    socket.resume();
    open.push({ close: () => socket.destroy() });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
