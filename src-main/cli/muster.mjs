#!/usr/bin/env node
import { ensureNode } from './ensureNode.mjs'

await ensureNode()
const { runMain } = await import('./main.ts')
await runMain()
