import { isIncidentId, type EntryId, type IncidentId } from '#shared/domain/ids.ts'

/*
 * Links to an incident or an entry: `muster:incident/ID/ENTRY`, as messages name it, is the same on every machine of a war room. Of an
 * address that was copied from a browser only what follows the `#` is read: what stands before it is one machine's.
 */

export interface EntryLink {
  incident: IncidentId
  /** null: the incident as a whole. */
  entry: EntryId | null
}

const PLACE = String.raw`incident\/([a-z0-9-]+)(?:\/([0-9a-z]{12}-[0-9a-z]{1,24}))?`
const LINK = new RegExp(String.raw`^(?:muster:|\S*#\/?)${PLACE}$`)
/** At the start of a text, for whoever looks for links in it. */
export const ADDRESS = new RegExp(`^muster:${PLACE}`)

/** The hash part of an address. */
export const hashOf = ({ incident, entry }: EntryLink): string => `#incident/${incident}${entry === null ? '' : `/${entry}`}`

/** What is copied, for any machine of the war room. */
export const addressOf = (link: EntryLink): string => `muster:${hashOf(link).slice(1)}`

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
