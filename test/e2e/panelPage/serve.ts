import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { build, preview } from 'vite'
import { tempDir } from '../launch/tempDir.ts'

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** The panels alone in a page, built as the application is. */
export async function servePanels(outDir: string = tempDir()): Promise<{ url: string; close(): Promise<void> }> {
  await build({
    root: path('.'),
    configFile: false,
    logLevel: 'warn',
    plugins: [svelte({ configFile: path('../../../svelte.config.js') })],
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0 }
  })
  const server = await preview({ root: path('.'), configFile: false, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } })
  return { url: server.resolvedUrls!.local[0]!, close: () => server.close() }
}
