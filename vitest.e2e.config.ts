import { defineConfig } from 'vitest/config'

// Journeys in a real browser. Each file starts a service of its own; two at a time keep two cores busy where one waits for its browser.
export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    // Pages carry their sheets as text; without this Vitest hands out empty ones, and a test of a page looks at bare HTML.
    css: true,
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What comes by itself is waited for as long as anything else.
    expect: { poll: { timeout: 60_000 } },
    globalSetup: ['src/testing/global-setup.ts'],
    setupFiles: ['src/testing/guard-setup.ts'],
    tags: [{ name: 'clause', description: 'Proves clauses of the policy.' }],
  },
})
