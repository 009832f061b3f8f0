import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PACKAGE = join(ROOT, 'node_modules', 'electron')
const FETCH_TIMEOUT_MS = 60_000
/** A failed fetch is not tried again for a day, so that every start on such a machine is quick. */
const FAILED = join(ROOT, 'out', 'electron-not-fetched')
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000

/** Path of Electron's executable; ELECTRON_EXEC_PATH names another. undefined: it is not on this machine. */
export function findElectron(): string | undefined {
  const chosen = process.env['ELECTRON_EXEC_PATH']
  if (chosen) return existsSync(chosen) ? chosen : undefined
  const pathFile = join(PACKAGE, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(PACKAGE, 'dist'), readFileSync(pathFile, 'utf8').trim())
  return existsSync(path) ? path : undefined
}

/** Electron's package has no install step of its own: its binary is fetched on first use. */
export function fetchElectron(): string | undefined {
  const installer = join(PACKAGE, 'install.js')
  if (!existsSync(installer) || failedLately()) return undefined
  console.error('Fetching Electron, once …')
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: FETCH_TIMEOUT_MS })
  const path = findElectron()
  if (!path) {
    mkdirSync(join(ROOT, 'out'), { recursive: true })
    writeFileSync(FAILED, '')
  }
  return path
}

const failedLately = () => existsSync(FAILED) && Date.now() - statSync(FAILED).mtimeMs < RETRY_AFTER_MS
