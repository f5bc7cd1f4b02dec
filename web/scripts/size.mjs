// Fails where the console's JavaScript, compressed, outgrows what a phone on a shop floor should load.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const MOST_BYTES = 150_000;
const root = fileURLToPath(new URL('../build', import.meta.url));
const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.js'));
const sizes = await Promise.all(files.map(async (name) => gzipSync(await readFile(join(root, name))).length));
const total = sizes.reduce((sum, size) => sum + size, 0);
console.log(`${(total / 1000).toFixed(1)} kB of JavaScript in ${files.length} files, gzipped; at most ${MOST_BYTES / 1000} kB`);
process.exit(total > MOST_BYTES ? 1 : 0);
