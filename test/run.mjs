import { ensureNode } from '../src-main/cli/ensureNode.mjs'

// an older Node cannot even read the rest, so it is loaded afterwards
await ensureNode()
const { runTests } = await import('./runTests.ts')
await runTests(process.argv.slice(2))
