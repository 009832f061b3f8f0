import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MUSTER = fileURLToPath(new URL('../../src-main/cli/muster.mjs', import.meta.url))

/** The command line as a person runs it; returns what it printed. Throws when the command failed, with what it said. */
export function muster(...args: string[]): string {
  const run = spawnSync(process.execPath, [MUSTER, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (run.status !== 0) throw new Error(`muster ${args.join(' ')} ended with ${run.status}: ${run.stderr}`)
  return run.stdout
}

export interface ListedIncident {
  id: string
  title: string
  severity: string
  status: string
  visibility: string
  isTest: boolean
  commander: string | null
}

export const listIncidents = (dataDir: string): ListedIncident[] =>
  JSON.parse(muster('list', '--json', '--data', dataDir)) as ListedIncident[]

export interface ShownIncident extends ListedIncident {
  notes: string
  timeline: { category: string; author: string; text: string; flagged: boolean; at: string }[]
  impacts: { start: string; end: string | null; scope: string }[]
}

export const showIncident = (dataDir: string, ref: string): ShownIncident =>
  JSON.parse(muster('show', ref, '--json', '--data', dataDir)) as ShownIncident
