import type { CustomerImpact, LinkRole, Visibility } from '#shared/domain/events.ts'
import type { Block } from '#shared/domain/prose/nodes.ts'
import type { Status } from '#shared/domain/status.ts'

/** An incident as another system tells it, in plain data. Times are epoch ms. */
export interface ForeignIncident {
  /** The system it comes from: the host of its pages, or the name of the format where the file does not say. */
  system: string
  /** Its id in that system. */
  key: string
  /** Its public page, http or https. */
  url: string | null
  title: string
  severity: string
  /** Changes after the start, in the order in which they took effect. An incident starts out active. */
  transitions: ForeignTransition[]
  startedAt: number
  /** The latest moment the file knows of: values that differ from an earlier import are of this time. */
  asOf: number
  customerImpact: CustomerImpact
  impacts: ForeignImpact[]
  services: string[]
  visibility: Visibility
  /** Oldest first. */
  updates: ForeignUpdate[]
  /** Of a postmortem: what a status page has not. */
  details?: ForeignDetails
}

export interface ForeignDetails {
  detectedAt: number | null
  links: { name: string; url: string; role: LinkRole }[]
  followUps: { text: string; isDone: boolean }[]
  /** Its postmortem; the index of a follow-up stands in the `task` of its box. */
  page: Block[]
}

export interface ForeignTransition {
  /** Names the change within its incident. */
  key: string
  status: Status
  at: number
  /** When the source wrote it; later than `at` where it was backdated. */
  writtenAt: number
}

export interface ForeignImpact {
  start: number
  end: number | null
  scope: string
  isCustomer: boolean
}

export interface ForeignUpdate {
  /** Names the update within its incident, the same in every later export of the source. */
  key: string
  at: number
  /** What the source calls the state, where a status of ours does not say it; '' otherwise. */
  label: string
  text: string
}

/** One record of a file: an incident, with what of it could not be read, or why there is none. */
export type ParsedRecord = { ok: true; incident: ForeignIncident; problems: string[] } | { ok: false; reason: string }

/** What comes out of a file, in its order. `line` is 1-based; null: the file as a whole. */
export type ImportItem = { line: number | null } & (
  | {
      ok: true
      incident: ForeignIncident
      /** What was taken otherwise than it stands there, and what was kept as text only. */
      notes?: { line: number | null; reason: string }[]
    }
  | { ok: false; reason: string }
)
