import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
    environment: 'node',
    // Pages carry their sheets as text; without this Vitest hands out empty ones, and a test of a page looks at bare HTML.
    css: true,
    pool: 'forks',
    maxWorkers: 2,
    // Files share a worker's modules: loading them anew for each took a fifth of the run. A test leaves nothing behind in a module.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: ['src/testing/global-setup.ts'],
    setupFiles: ['src/testing/guard-setup.ts'],
    tags: [{ name: 'clause', description: 'Proves clauses of the policy.' }],
  },
})
