import { createSocket, type RemoteInfo } from 'node:dgram';

/** What a name leads to: `A` and `AAAA` records. A name that is not there is answered with nothing; `null` is never answered. */
export type Zone = Record<string, { a?: string[]; aaaa?: string[] } | null>;

/** A name server (RFC 1035) on loopback. */
export interface NameServer {
  address: string;
  /** Names and types as they were asked for. */
  asked: string[];
  close(): Promise<void>;
}

export async function nameServer(zone: Zone): Promise<NameServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query: Buffer, from: RemoteInfo) => {
    const labels: string[] = [];
    let at = 12;
    for (let size = query[at]!; size > 0; size = query[at]!) {
      labels.push(query.subarray(at + 1, at + 1 + size).toString('latin1'));
      at += size + 1;
    }
    const name = labels.join('.').toLowerCase();
    const type = query.readUInt16BE(at + 1);
    asked.push(`${name} ${type === 28 ? 'AAAA' : 'A'}`);
    const found = zone[name] === undefined ? {} : zone[name];
    if (found === null) return;
    const data = type === 28 ? (found.aaaa ?? []).map(sixteenBytes) : (found.a ?? []).map(fourBytes);
    const question = query.subarray(12, at + 5);
    const head = Buffer.from(query.subarray(0, 12));
    head.writeUInt16BE(0x8180, 2);
    head.writeUInt16BE(data.length, 6);
    head.writeUInt32BE(0, 8);
    const answers = data.map((bytes) => {
      const record = Buffer.alloc(12);
      record.writeUInt16BE(0xc00c, 0);
      record.writeUInt16BE(type, 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt16BE(bytes.length, 10);
      return Buffer.concat([record, bytes]);
    });
    socket.send(Buffer.concat([head, question, ...answers]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    close: () => new Promise((resolve) => void socket.close(() => resolve())),
  };
}

const fourBytes = (address: string): Buffer => Buffer.from(address.split('.').map(Number));

/** Of an address with its eight groups written out. */
const sixteenBytes = (address: string): Buffer =>
  Buffer.from(address.split(':').flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]));
