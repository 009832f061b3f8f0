import { isIncidentId, type EntryId, type IncidentId } from '#shared/domain/ids.ts'

/*
 * Links to an incident or an entry. What stands before the `#` is one machine's address; what follows is the same on every machine of
 * a war room, so only that is read.
 */

export interface EntryLink {
  incident: IncidentId
  /** null: the incident as a whole. */
  entry: EntryId | null
}

const LINK = /^\S*#\/?incident\/([a-z0-9-]+)(?:\/([0-9a-z]{12}-[0-9a-z]{1,24}))?$/

/** The hash part of an address. */
export const hashOf = ({ incident, entry }: EntryLink): string => `#incident/${incident}${entry === null ? '' : `/${entry}`}`

/** A link somebody pasted, of whichever machine; undefined: it is none. */
export function readLink(text: string): EntryLink | undefined {
  const [, incident, entry] = LINK.exec(text.trim()) ?? []
  return incident !== undefined && isIncidentId(incident) ? { incident, entry: (entry as EntryId | undefined) ?? null } : undefined
}

/** Go there. The same place again is arriving again: whoever listens brings it into view. */
export function followLink(link: EntryLink): void {
  const hash = hashOf(link)
  if (location.hash === hash) dispatchEvent(new HashChangeEvent('hashchange'))
  else location.hash = hash
}
