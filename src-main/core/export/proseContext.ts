import type * as Y from 'yjs'
import type { ExportOrder } from '#shared/bridge/contract/exports.ts'
import { textOfEntry } from '#shared/doc/readIncident.ts'
import { findEntryText } from '#shared/doc/roots.ts'
import { describeEntry, type Described } from '#shared/domain/describe.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { incidentContext } from '#shared/domain/prose/incidentContext.ts'
import type { ProseContext } from '#shared/domain/prose/resolveProse.ts'
import { literalMarkdown } from '#shared/domain/prose/toMarkdown.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import type { ExportClock } from './exportClock.ts'

export interface ContextParts {
  id: IncidentId
  doc: Y.Doc
  /** The fold of `doc`. */
  incident: Incident
  type: IncidentType
  clock: ExportClock
  order: ExportOrder
  nowMs: number
  /** `IR-12 Checkout slow`; undefined: not on this machine. */
  incidentLabel(id: string): string | undefined
  /** A person who is known in the workspace only. */
  personName(id: string): string | undefined
}

/** What the pages of an incident need to know of it, in the words, zone and order of the screen. */
export function proseContext({ id, doc, incident, type, clock, order, nowMs, ...names }: ContextParts): ProseContext {
  const described: Described = { names: incident.names, tasks: incident.tasks, type }
  const options = { id, type, nowMs, zone: clock.zone, incidentName: names.incidentLabel }
  // what people wrote is Markdown, a sentence of Muster is only words
  const context = incidentContext(incident, {
    ...options,
    textOf(entry) {
      const sentence = describeEntry(entry, described)
      return sentence === null ? (findEntryText(doc, entry.id)?.toString() ?? '') : literalMarkdown(sentence)
    }
  })
  const spoken = incidentContext(incident, { ...options, textOf: (entry) => textOfEntry(doc, described, entry) })
  return {
    ...context,
    mention: (kind, mentioned) => spoken.mention(kind, mentioned) ?? (kind === 'person' ? names.personName(mentioned) : undefined),
    timeline(show) {
      const lines = [...context.timeline(show)]
      return order === 'newest' ? lines.reverse() : lines
    }
  }
}
