import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { ensureNode } from '../../src-main/cli/ensureNode.mjs'

/*
 * npm run bench               all workloads but W12, which is others of them at three sizes
 * npm run bench -- W1         one; what follows goes to it: `W11 100000` imports so many incidents
 */
const HERE = import.meta.dirname
const WORKLOADS = {
  W1: 'w1.ts',
  W6: 'w6.ts',
  W7: ['w7.ts', 'w7measures.ts'],
  W8: 'w8.ts',
  W9: 'w9.ts',
  W10: 'w10.ts',
  W11: 'w11.ts',
  W12: 'w12.ts',
  W13: 'w13.ts',
  W14: 'w14.ts'
}

await ensureNode()
const [wanted, ...rest] = process.argv.slice(2)
const name = wanted?.toUpperCase()
if (name && !(name in WORKLOADS)) {
  console.error(`There is no workload ${wanted}. There are ${Object.keys(WORKLOADS).join(', ')}.`)
  process.exit(1)
}
installRivals()
console.log(`Machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`)
console.log(
  'Medians of several runs, rivals beside Muster in the same run. Timings vary with whatever else the machine does; ratios less.\n'
)
const failed = Object.entries(WORKLOADS)
  .filter(([workload]) => (name ? workload === name : workload !== 'W12'))
  .filter(([, files]) =>
    [files].flat().some((file) => spawnSync(process.execPath, [join(HERE, file), ...rest], { stdio: 'inherit' }).status !== 0)
  )
for (const [workload] of failed) console.error(`${workload} did not finish.`)
process.exit(failed.length > 0 ? 1 : 0)

function installRivals() {
  const rivals = ['@hocuspocus/server', '@y/websocket-server', '@duckdb/node-api']
  if (rivals.every((name) => existsSync(join(HERE, 'node_modules', name)))) return
  console.log('Installing the rivals (once) …')
  const { status } = spawnSync('npm', ['ci', '--include=optional'], {
    cwd: HERE,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32'
  })
  if (status === 0) return
  console.error('The rivals could not be installed, and without them there is nothing to compare with. Is there a network?')
  process.exit(1)
}
