/** Runs unit, service, HTTP, flow and repository tests; browser tests are Playwright's. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'client/**/*.test.ts', 'web/**/*.test.ts'],
    globalSetup: 'test/harness/database.ts',
    pool: 'forks',
    // A worker goes on with the next file: the program's modules hold no state, and loading them took a third of the time.
    isolate: false,
    // One more than the cores of a small machine: some tests wait for a time to pass. With five, some are too late.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
