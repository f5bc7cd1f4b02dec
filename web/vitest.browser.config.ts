// Browser tests: a real engine, a real browser, one room after the other; and the stories, which go through all of them.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts', 'tests/story/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A second, as it is without this, is short for a browser whose machine is busy.
    expect: { poll: { timeout: 20_000 } }
  }
});
