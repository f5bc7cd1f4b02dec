// A thermometer's line: as much of MQTT 3.1.1 as it takes to be let in by an API key and to publish at least once.
import { connect } from 'node:net';

export interface Line {
  /** Done once the engine has acknowledged it: what it came to is durable then. */
  publish(topic: string, message: object): Promise<void>;
  close(): Promise<void>;
}

const CONNECT = 0x10;
const CONNACK = 0x20;
const PUBLISH_AT_LEAST_ONCE = 0x32;
const PUBACK = 0x40;
const DISCONNECT = 0xe0;
const VERSION_3_1_1 = 4;
/** User name, password, and a session that begins anew. */
const FLAGS = 0xc2;
const KEEP_ALIVE_S = 600;
const PATIENCE_MS = 20_000;

export async function openLine(port: number, client: string, key: string): Promise<Line> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  const waiting = new Map<string, (body: Buffer) => void>();
  let heard = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    heard = Buffer.concat([heard, bytes]);
    // Whatever a publisher is told fits into a length of one byte.
    while (heard.length >= 2 && heard.length >= 2 + heard.readUInt8(1)) {
      const [kind, body] = [heard.readUInt8(0), heard.subarray(2, 2 + heard.readUInt8(1))];
      heard = heard.subarray(2 + body.length);
      waiting.get(kind === PUBACK ? acknowledged(body.readUInt16BE(0)) : String(kind))?.(body);
    }
  });

  function ask(packet: Buffer, answer: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const give = (up: Error) => (waiting.delete(answer), reject(up));
      const patience = setTimeout(() => give(new Error(`no answer over MQTT within ${PATIENCE_MS} ms`)), PATIENCE_MS);
      const lost = () => give(new Error('the engine ended the line'));
      socket.once('close', lost);
      socket.once('error', give);
      waiting.set(answer, (body) => {
        clearTimeout(patience);
        socket.off('close', lost).off('error', give);
        waiting.delete(answer);
        resolve(body);
      });
      socket.write(packet);
    });
  }

  const hello = Buffer.concat([text('MQTT'), Buffer.from([VERSION_3_1_1, FLAGS]), number(KEEP_ALIVE_S), text(client), text(client), text(key)]);
  const code = (await ask(packet(CONNECT, hello), String(CONNACK))).readUInt8(1);
  if (code !== 0) throw new Error(`the line was not let in: return code ${code}`);
  let last = 0;
  return {
    publish: async (topic, message) => {
      const id = (last += 1);
      const body = Buffer.concat([text(topic), number(id), Buffer.from(JSON.stringify(message))]);
      await ask(packet(PUBLISH_AT_LEAST_ONCE, body), acknowledged(id));
    },
    close: () => new Promise((resolve) => socket.once('close', () => resolve()).end(Buffer.from([DISCONNECT, 0])))
  };
}

function acknowledged(id: number): string {
  return `${PUBACK} ${id}`;
}

function number(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}

function text(value: string): Buffer {
  return Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);
}

/** The length before the body is in sevens of bits, the low ones first. */
function packet(first: number, body: Buffer): Buffer {
  const length: number[] = [];
  for (let left = body.length; length.length === 0 || left > 0; left >>= 7) length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
  return Buffer.concat([Buffer.from([first, ...length]), body]);
}
