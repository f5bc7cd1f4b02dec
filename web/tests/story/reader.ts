// An RFID reader that speaks the Low Level Reader Protocol: the emulator of the Python package llrpkit, as a process.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Reader {
  port: number;
  /** From now on a tag is heard by one antenna. */
  hears(epc: string, antenna: number): void;
  close(): void;
}

export async function startReader(python: string, readsPerSecond: number): Promise<Reader> {
  const script = fileURLToPath(new URL('../../../crates/adapters/llrp/tests/emulator.py', import.meta.url));
  const child = spawn(python, [script, String(readsPerSecond)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the reader ended with ${code}`)));
  });
  return {
    port: Number(port),
    hears: (epc, antenna) => void child.stdin.write(`tag ${epc} ${antenna} -55\n`),
    close: () => void child.kill()
  };
}

/** The SGTIN-96 of a GTIN-13 and a serial number, by the GS1 Tag Data Standard: filter 1, company prefix of seven digits. */
export function sgtin96(gtin13: string, serial: number): string {
  const prefix = BigInt(gtin13.slice(0, 7));
  // The indicator digit of a GTIN-13 is 0; its check digit is no part of the tag.
  const reference = BigInt(`0${gtin13.slice(7, 12)}`);
  const bits = (0x30n << 88n) | (1n << 85n) | (5n << 82n) | (prefix << 58n) | (reference << 38n) | BigInt(serial);
  return bits.toString(16).padStart(24, '0');
}
