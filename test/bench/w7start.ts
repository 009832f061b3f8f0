import { argv } from 'node:process'
import { BUILT_IN } from '../../shared/domain/search/fields.ts'
import { ListIndex } from '../../src-main/core/index/listIndex.ts'
import { openProjections } from '../../src-main/core/sqlite/openDatabase.ts'
import { ProjectionStore } from '../../src-main/core/sqlite/projectionStore.ts'

/* Columns of W7 built by a process that has just started. Prints how long it took, and the longest time nothing else could run. */
const store = new ProjectionStore(openProjections(argv[2]!), 'bench')
let isDone = false
let longestMs = 0
function watch(last: number): void {
  const now = performance.now()
  longestMs = Math.max(longestMs, now - last)
  if (!isDone) setImmediate(watch, now)
}
setImmediate(watch, performance.now())
const startedAt = performance.now()
const usedBefore = process.cpuUsage()
const columns = new ListIndex({ onProjected: () => () => undefined }, store)
await columns.ready(BUILT_IN)
const used = process.cpuUsage(usedBefore)
isDone = true
console.log(
  JSON.stringify({
    size: columns.get(BUILT_IN)!.size,
    ms: performance.now() - startedAt,
    cpuMs: (used.user + used.system) / 1000,
    longestMs
  })
)
process.exit(0)
