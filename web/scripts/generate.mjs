// Writes src/lib/api/schema.d.ts from the engine's OpenAPI document: npm run generate [-- FILE] [--check]
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const target = new URL('../src/lib/api/schema.d.ts', import.meta.url);
const words = process.argv.slice(2);
const flags = words.filter((word) => word.startsWith('--'));
const from = words.find((word) => !word.startsWith('--')) ?? 'openapi.json';

const source = /^https?:/.test(from) ? new URL(from) : pathToFileURL(from);
const head = '// @generated from openapi.json by `npm run generate`; not to be edited by hand.\n';
const text = head + astToString(await openapiTS(source, { alphabetize: true, defaultNonNullable: false }));

if (flags.includes('--check')) {
  if ((await readFile(target, 'utf8')) === text) process.exit(0);
  console.error('src/lib/api/schema.d.ts is not what the engine offers now. Run `cargo xtask generate`, then `npm run generate`');
  process.exit(1);
}
await writeFile(target, text);
