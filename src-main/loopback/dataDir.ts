import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where this person's replica lies unless they say otherwise: the same folder for every host and the command line. */
export function getDataDir(chosen: string | undefined, env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const named = chosen || env['MUSTER_DATA']
  if (named) return resolve(named)
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Muster', 'data')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Muster', 'data')
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'Muster', 'data')
}
