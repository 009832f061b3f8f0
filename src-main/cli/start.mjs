import { ensureNode } from './ensureNode.mjs'

// an older Node cannot even read the rest, so it is loaded afterwards
await ensureNode()
const { startApp } = await import('./startApp.ts')
await startApp(process.argv.slice(2))
