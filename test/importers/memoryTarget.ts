import { readFileSync } from 'node:fs'
import * as Y from 'yjs'
import type { ImportFormat, ImportReport } from '#shared/bridge/warRoomApi.ts'
import { readIncident, textOfEntry } from '#shared/doc/readIncident.ts'
import { newDoc } from '#shared/doc/roots.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { openImport } from '#main/importers/formats.ts'
import { importIncidents, type ImportTarget } from '#main/importers/importIncidents.ts'

/** Documents in memory that count what is written to them. */
export class MemoryTarget implements ImportTarget {
  readonly docs = new Map<string, Y.Doc>()
  updates = 0
  flushes = 0

  change(docId: string, change: (doc: Y.Doc) => boolean): void {
    let doc = this.docs.get(docId)
    if (!doc) {
      doc = newDoc(docId)
      doc.on('update', () => this.updates++)
      this.docs.set(docId, doc)
    }
    change(doc)
  }

  async flush(): Promise<void> {
    this.flushes++
  }

  byTitle(title: string): { doc: Y.Doc; incident: Incident } {
    for (const doc of this.docs.values()) {
      const incident = readIncident(doc)
      if (incident.title === title) return { doc, incident }
    }
    throw new Error(`No incident "${title}"`)
  }

  /** What people posted, as `time text`. */
  entries(title: string): string[] {
    const { doc, incident } = this.byTitle(title)
    const posted = incident.timeline.filter(({ event }) => event.kind === 'entryPosted')
    return posted.map((entry) => `${new Date(entry.at).toISOString().slice(11, 16)} ${textOfEntry(doc, incident, entry)}`)
  }
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
export const loadFixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')

export function importText(text: string, target = new MemoryTarget(), format: ImportFormat = 'auto'): Promise<ImportReport> {
  return importIncidents(openImport(bytesOf(text), format), target)
}

export const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
