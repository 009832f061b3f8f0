import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const seconds = 1000

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/bench/**', 'test/renderer/**'],
          testTimeout: 60 * seconds,
          hookTimeout: 60 * seconds
        }
      },
      {
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: { name: 'renderer', include: ['test/renderer/**/*.test.ts'], environment: 'node', testTimeout: 30 * seconds }
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // two browsers on the two cores of a small machine: what is waited for is mostly the disk and the paint
          maxWorkers: 2,
          // a browser on a busy machine: a test that passes only the second time is named at the end of the run
          retry: 1,
          testTimeout: 120 * seconds,
          hookTimeout: 120 * seconds
        }
      }
    ]
  }
})
