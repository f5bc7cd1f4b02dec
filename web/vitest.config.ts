// Unit tests of the pure pieces: they need no browser and no engine.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { $lib: fileURLToPath(new URL('./src/lib', import.meta.url)) } },
  test: { include: ['tests/unit/**/*.test.ts'], environment: 'node' }
});
