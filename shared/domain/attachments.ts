import { LINK_ROLES, type IncidentEvent, type LinkRole, type Relation } from './events.ts'
import type { ActorId, EventId } from './ids.ts'
import type { ImageType } from './images/imageHeader.ts'
import type { Signal } from './signals.ts'

export interface Link {
  id: EventId
  name: string
  url: string
  role: LinkRole
  by: ActorId
  at: number
}

export interface AttachedSignal {
  id: EventId
  signal: Signal
  by: ActorId
  at: number
}

export interface Related {
  incident: string
  relation: Relation
}

/** A picture in this incident; its bytes are a document of their own. */
export interface AttachedFile {
  hash: string
  name: string
  mediaType: ImageType
  bytes: number
  width: number
  height: number
  by: ActorId
  at: number
}

export function foldLinks(log: readonly IncidentEvent[]): Link[] {
  const removed = new Set(log.flatMap((event) => (event.kind === 'linkRemoved' ? [event.link] : [])))
  return log.flatMap((event) => {
    if (event.kind !== 'linkAdded' || removed.has(event.id)) return []
    const { id, name, url, role = LINK_ROLES[0], by, at } = event
    return [{ id, name, url, role, by, at }]
  })
}

export function foldSignals(log: readonly IncidentEvent[]): AttachedSignal[] {
  const removed = new Set(log.flatMap((event) => (event.kind === 'signalRemoved' ? [event.signal] : [])))
  return log.flatMap((event) =>
    event.kind === 'signalAttached' && !removed.has(event.id) ? [{ id: event.id, signal: event.signal, by: event.by, at: event.at }] : []
  )
}

/** The last word on each pair counts. */
export function foldRelated(log: readonly IncidentEvent[]): Related[] {
  const related = new Map<string, Relation>()
  for (const event of log) {
    if (event.kind === 'relatedAdded') related.set(event.incident, event.relation)
    else if (event.kind === 'relatedRemoved') related.delete(event.incident)
  }
  return [...related].map(([incident, relation]) => ({ incident, relation }))
}

export function foldFiles(log: readonly IncidentEvent[]): AttachedFile[] {
  const files = new Map<string, AttachedFile>()
  for (const event of log) {
    if (event.kind !== 'fileAttached' || files.has(event.hash)) continue
    const { hash, name, mediaType, bytes, width, height, by, at } = event
    files.set(hash, { hash, name, mediaType, bytes, width, height, by, at })
  }
  return [...files.values()]
}
