import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Main and core run from out/main, the preload is one CommonJS file because it is sandboxed, the renderer serves both hosts. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      rolldownOptions: {
        input: { index: path('src-main/electron/main.ts'), core: path('src-main/electron/coreProcess.ts') },
        output: { format: 'es', entryFileNames: '[name].js' }
      }
    }
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: path('src-main/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: path('src-renderer'),
    base: './',
    plugins: [svelte({ configFile: path('svelte.config.js') })],
    build: {
      outDir: path('out/renderer'),
      emptyOutDir: true,
      // fonts and icons stay files of their own: data: URLs are not allowed by the content security policy
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: path('src-renderer/index.html') } }
    }
  }
})
