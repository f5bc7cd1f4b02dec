// Writes src/lib/api/schema.d.ts from the engine's OpenAPI document: npm run generate -- openapi.json [--check]
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const target = new URL('../src/lib/api/schema.d.ts', import.meta.url);
const [from, ...flags] = process.argv.slice(2);
if (from === undefined) {
  console.error('Say which document: npm run generate -- path/to/openapi.json (or http://127.0.0.1:7070/openapi.json)');
  process.exit(2);
}

const source = /^https?:/.test(from) ? new URL(from) : pathToFileURL(from);
const head = '// Generated from /openapi.json by `npm run generate`; not to be edited by hand.\n';
const text = head + astToString(await openapiTS(source, { alphabetize: true, defaultNonNullable: false }));

if (flags.includes('--check')) {
  if ((await readFile(target, 'utf8')) === text) process.exit(0);
  console.error('src/lib/api/schema.d.ts is not what the engine offers now. Run npm run generate -- openapi.json');
  process.exit(1);
}
await writeFile(target, text);
