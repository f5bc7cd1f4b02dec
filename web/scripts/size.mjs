// Fails where a page's JavaScript, compressed, outgrows what a phone on a shop floor should load, or all of it what one should keep.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const PAGE_MOST_BYTES = 90_000;
const ALL_MOST_BYTES = 270_000;
const root = fileURLToPath(new URL('../.svelte-kit/output/client', import.meta.url));
const manifest = JSON.parse(await readFile(join(root, '.vite/manifest.json'), 'utf8'));

const sizes = new Map();
for (const { file } of Object.values(manifest)) {
  if (file.endsWith('.js') && !sizes.has(file)) sizes.set(file, gzipSync(await readFile(join(root, file))).length);
}

/** A file with all that it imports at once. */
function closure(name, found = new Set()) {
  const { file, imports = [] } = manifest[name];
  if (found.has(file)) return found;
  found.add(file);
  for (const other of imports) closure(other, found);
  return found;
}

const sum = (files) => [...files].reduce((total, file) => total + (sizes.get(file) ?? 0), 0);
const kB = (bytes) => (bytes / 1000).toFixed(1);
const starts = Object.keys(manifest).filter((name) => /entry|client-optimized\/app\.js/.test(name));
const nodes = Object.keys(manifest).filter((name) => /\/nodes\/\d+\.js$/.test(name));
const first = sum(starts.reduce((found, name) => closure(name, found), new Set()));
const pages = nodes.map((node) => sum([...starts, nodes[0], node].reduce((found, name) => closure(name, found), new Set())));
const largest = Math.max(...pages);
const all = sum(sizes.keys());

console.log(`JavaScript, gzipped: ${kB(first)} kB first, ${kB(largest)} kB with the largest page (at most ${kB(PAGE_MOST_BYTES)}), ${kB(all)} kB in ${sizes.size} files altogether (at most ${kB(ALL_MOST_BYTES)})`);
process.exit(largest > PAGE_MOST_BYTES || all > ALL_MOST_BYTES ? 1 : 0);
