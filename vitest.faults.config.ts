import { defineConfig } from 'vitest/config'

// The long fault tests of `npm run faults`. Each breaks its own service, one at a time.
export default defineConfig({
  test: {
    include: ['{src,e2e}/**/*.faults.ts'],
    environment: 'node',
    // Pages carry their sheets as text; without this Vitest hands out empty ones, and a test of a page looks at bare HTML.
    css: true,
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    globalSetup: ['src/testing/global-setup.ts'],
    setupFiles: ['src/testing/guard-setup.ts'],
    tags: [{ name: 'clause', description: 'Proves clauses of the policy.' }],
  },
})
