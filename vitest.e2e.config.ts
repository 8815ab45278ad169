import { defineConfig } from 'vitest/config'

// Journeys in a real browser. One at a time: each starts a service, and a browser wants a core of its own.
export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['src/testing/global-setup.ts'],
  },
})
