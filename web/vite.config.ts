// Builds the console, and in development passes what the engine serves on to a running one.
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

const engine = process.env.REALTAIL_URL ?? 'http://127.0.0.1:7070';
const served = ['/v1', '/openapi.json', '/docs', '/metrics', '/schemas', '/healthz', '/readyz'];
const proxy = Object.fromEntries(served.map((path) => [path, { target: engine, changeOrigin: true }]));

export default defineConfig({
  plugins: [sveltekit()],
  server: { proxy },
  preview: { proxy },
  build: { reportCompressedSize: false }
});
