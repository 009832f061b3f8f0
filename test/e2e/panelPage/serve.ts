import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { build, preview } from 'vite'
import { contentSecurityPolicy } from '#main/loopback/csp.ts'

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** The panels alone in a page, built as the application is, and under its policy. */
export async function servePanels(): Promise<{ url: string; close(): Promise<void> }> {
  const outDir = mkdtempSync(join(tmpdir(), 'muster-panels-'))
  const root = path('.')
  const headers = { 'Content-Security-Policy': contentSecurityPolicy('none', "'none'") }
  const plugins = [svelte({ configFile: path('../../../svelte.config.js') })]
  await build({ root, configFile: false, logLevel: 'warn', plugins, build: { outDir, emptyOutDir: true, assetsInlineLimit: 0 } })
  const server = await preview({ root, configFile: false, build: { outDir }, preview: { port: 0, host: '127.0.0.1', headers } })
  return {
    url: server.resolvedUrls!.local[0]!,
    async close() {
      await server.close()
      rmSync(outDir, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}
