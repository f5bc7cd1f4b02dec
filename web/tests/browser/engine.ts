// A real engine of its own for a test: started on a fresh folder, killed, started again.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ADMIN_KEY = 'rt_test_admin_key_for_the_console';
const READY_WITHIN_MS = 60_000;

export interface Engine {
  url: string;
  /** A write or a read with all rights; throws where the engine refuses. */
  call<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  kill(): Promise<void>;
  again(): Promise<void>;
  close(): Promise<void>;
}

export async function startEngine(settings: readonly string[] = []): Promise<Engine> {
  const binary = process.env.REALTAIL_BINARY;
  if (!binary) {
    throw new Error('The browser tests need a real engine: build it (cargo build -p realtail-server) and set REALTAIL_BINARY to target/debug/realtail.');
  }
  const data = await mkdtemp(join(tmpdir(), 'realtail-console-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const url = `http://${listen}`;
  let child: ChildProcess | undefined;

  async function up(): Promise<void> {
    const said: string[] = [];
    const set = settings.flatMap((setting) => ['--set', setting]);
    child = spawn(binary as string, ['serve', '--data', data, '--listen', listen, ...set], {
      env: { ...process.env, REALTAIL_ADMIN_KEY: ADMIN_KEY },
      stdio: ['ignore', 'ignore', 'pipe']
    });
    child.stderr?.on('data', (bytes: Buffer) => said.push(bytes.toString()));
    let gone = false;
    child.once('exit', () => (gone = true));
    child.once('error', (error) => (said.push(String(error)), (gone = true)));
    for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; ) {
      if (await ready(url)) return;
      if (gone) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The engine did not come up:\n${said.join('')}`);
  }

  async function kill(): Promise<void> {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const exited = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await exited;
  }

  await up();
  return {
    url,
    call: (method, path, body) => call(url, method, path, body),
    kill,
    again: up,
    close: async () => {
      await kill();
      await rm(data, { recursive: true, force: true });
    }
  };
}

async function ready(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(({ ok }) => ok, () => false);
}

async function call<T>(url: string, method: string, path: string, body: unknown): Promise<T> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
