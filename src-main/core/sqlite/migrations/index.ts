import { log } from './0001-log.ts'
import { writtenAt } from './0002-written-at.ts'

/** In order; each is run once, in one transaction, and never edited after a release. `user_version` counts them. */
export const MIGRATIONS: readonly string[] = [log, writtenAt]
