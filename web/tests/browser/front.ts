// Serves the built console before an engine that carries none, or an older one, in the way the binary does.
import { readFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png'
};
const ENGINE = /^\/(v1|openapi\.json|docs|metrics|schemas|healthz|readyz)/;

export interface Front {
  url: string;
  close(): Promise<void>;
}

/** The engine's own pages where they are those that were built last, else these in front of it. */
export async function frontOf(engine: string): Promise<Front> {
  const built = await readFile(join(BUILD, 'index.html'), 'utf8').catch(() => {
    throw new Error('The console is not built: npm run build');
  });
  const own = await fetch(engine).then((response) => response.text());
  if (own === built) return { url: engine, close: async () => {} };
  const server = createServer((asked, answer) => void (ENGINE.test(asked.url ?? '') ? pass(engine, asked, answer) : page(asked, answer)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve())))
  };
}

function pass(engine: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { host: _, ...headers } = asked.headers;
  const onward = request(engine + (asked.url ?? ''), { method: asked.method, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    answer.flushHeaders();
    reply.pipe(answer);
    reply.on('error', () => answer.destroy());
  });
  // As when the engine itself is gone: no answer at all.
  onward.on('error', () => answer.destroy());
  answer.on('close', () => onward.destroy());
  asked.pipe(onward);
}

async function page(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const path = normalize(new URL(asked.url ?? '/', 'http://x').pathname);
  const file = extname(path) === '' ? '/index.html' : path;
  try {
    const bytes = await readFile(join(BUILD, file));
    answer.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(bytes);
  } catch {
    answer.writeHead(404).end();
  }
}
