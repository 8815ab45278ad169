import { defineConfig } from 'vitest/config'

// The whole canary run of `npm run canary`: several worlds, and faults that need a service of their own.
export default defineConfig({
  test: {
    include: ['src/**/*.canary.ts'],
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
