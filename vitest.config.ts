import { defineConfig } from 'vitest/config'

/** Minutes of kills, races and starved machines; `npm run exhaustive` runs them, and on a quiet machine only. */
const exhaustive = ['test/e2e/kills.test.ts', 'test/e2e/races.test.ts', 'test/e2e/resources.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: process.env.BASEHIT_EXHAUSTIVE === '1' ? [] : exhaustive,
          globalSetup: ['test/e2e/world.ts'],
          testTimeout: 240_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
