import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SOURCES = ['shared', 'src-main', 'src-renderer', 'package.json', 'package-lock.json', 'electron.vite.config.ts', 'svelte.config.js']
/** Written when a build succeeded, dated at its start: what was edited meanwhile counts as newer. */
const STAMP = join(ROOT, 'out', 'built')

/** Builds the app when there is no build or a source is newer. Throws with the builder's output when that fails. */
export function buildIfOld(): void {
  const builtAt = loadBuiltAt()
  if (builtAt > 0 && SOURCES.every((source) => newest(join(ROOT, source)) <= builtAt)) return
  console.error('Building Muster …')
  const startedAt = new Date()
  rmSync(STAMP, { force: true })
  const builder = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const result = spawnSync(process.execPath, [builder, 'build', '--logLevel', 'warn'], { cwd: ROOT, encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`Muster could not be built.\n${result.stdout}${result.stderr}`)
  writeFileSync(STAMP, startedAt.toISOString())
}

function loadBuiltAt(): number {
  return existsSync(STAMP) ? Date.parse(readFileSync(STAMP, 'utf8')) : 0
}

/** Latest change in ms of a file, or of anything in a folder; folders count too, so that a deleted file is noticed. */
function newest(path: string): number {
  const info = statSync(path, { throwIfNoEntry: false })
  if (!info) return 0
  if (!info.isDirectory()) return info.mtimeMs
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
