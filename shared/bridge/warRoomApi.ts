import * as v from 'valibot'
import { CUSTOMER_IMPACTS, IMAGE_TYPES, LINK_ROLES, RELATIONS, VISIBILITIES } from '../domain/events.ts'
import type { ActorId, IncidentId } from '../domain/ids.ts'
import { fieldValue } from '../domain/schema.ts'
import { STATUSES } from '../domain/status.ts'
import { ANALYTICS } from './contract/analytics.ts'
import { CLIPBOARD } from './contract/clipboard.ts'
import { EXPORTS } from './contract/exports.ts'
import { HISTORY } from './contract/history.ts'
import { IMAGES, newImage } from './contract/images.ts'
import { MERGE } from './contract/merge.ts'
import { NOTIFY } from './contract/notify.ts'
import { PALETTE } from './contract/palette.ts'
import { FIND, incidentSummary } from './contract/find.ts'
import { SETTINGS_CALLS } from './contract/settings.ts'
import { TIMELINE } from './contract/timeline.ts'
import { RECORD } from './contract/record.ts'
import { call, stream, type Client } from './rpc.ts'

export * from './contract/find.ts'

/** Everything a window or a command may ask of the core. Times are epoch ms. */

const nothing = v.optional(v.null(), null)
const incidentId = v.pipe(
  v.string(),
  v.transform((id) => id as IncidentId)
)
const actorId = v.pipe(
  v.string(),
  v.transform((id) => id as ActorId)
)
const nullableTime = v.nullable(v.number())
/** `IR-12`, `12`, an incident id or the start of one. */
const ref = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

/** What a person or a script writes at once; far more than anybody reads, far less than a hub takes in one piece. */
const prose = v.pipe(v.string(), v.maxLength(1_000_000, 'A note may have 1,000,000 characters.'))

const person = v.object({ id: actorId, name: v.string() })
export type Person = v.InferOutput<typeof person>

const seat = v.object({
  /** null until the person has said their name. */
  person: v.nullable(person),
  workspace: v.object({ id: v.string(), name: v.string() }),
  dataDir: v.string(),
  version: v.string()
})
export type Seat = v.InferOutput<typeof seat>

const declaration = v.object({
  title: v.string(),
  severity: v.string(),
  commander: v.optional(v.nullable(person)),
  customerImpact: v.optional(v.picklist(CUSTOMER_IMPACTS)),
  visibility: v.optional(v.picklist(VISIBILITIES)),
  isTest: v.optional(v.boolean()),
  notes: v.optional(prose),
  services: v.optional(v.array(v.string())),
  teams: v.optional(v.array(v.string())),
  /** Id, name or prefix of the incident type; absent: the default one. */
  incidentType: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Further fields of its type, by name or label. A text is read as the type of the field takes it. */
  fields: v.optional(v.record(v.pipe(v.string(), v.maxLength(200)), fieldValue)),
  /** Recipients as a person writes them: they get the message that the type offers first. */
  notify: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(200)))
})

/** Whom a message reached, and for whom it waits in the outbox. */
const notified = v.object({ inside: v.number(), outside: v.number() })

export const IMPORT_FORMATS = ['auto', 'statusFeed', 'cloudStatus', 'statuspage', 'postmortem', 'bundle'] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

const importProgress = v.object({ done: v.number(), total: v.number(), bytes: v.number(), totalBytes: v.number() })
export type ImportProgress = v.InferOutput<typeof importProgress>

const importReport = v.object({
  format: v.picklist(IMPORT_FORMATS),
  /** Incidents read, and of these: new, added to, the same as before. */
  incidents: v.number(),
  added: v.number(),
  changed: v.number(),
  unchanged: v.number(),
  /** What was not taken: line of the file (1-based; null: the file as a whole), and why. The first 1000. */
  problems: v.array(v.object({ line: nullableTime, reason: v.string() })),
  problemCount: v.number(),
  /** What was taken otherwise than it stands there, or kept as text only. The first 1000. */
  notes: v.array(v.object({ line: nullableTime, reason: v.string() })),
  noteCount: v.number(),
  isCancelled: v.boolean()
})
export type ImportReport = v.InferOutput<typeof importReport>

export const HUB_STATES = ['none', 'hosting', 'connecting', 'online', 'offline', 'refused'] as const
const coreStatus = v.object({
  /** Why nothing can be saved at the moment; null: all is well. */
  fault: v.nullable(v.string()),
  hub: v.object({
    state: v.picklist(HUB_STATES),
    url: v.nullable(v.string()),
    /** Invite link, while this machine hosts. */
    invite: v.nullable(v.string()),
    /** Why it is offline or refused. */
    reason: v.nullable(v.string()),
    /** Seats connected to the room now, this one included. */
    seats: v.number(),
    /** Changes written here that the hub has not acknowledged. */
    waiting: v.number()
  }),
  /** The projections are being rebuilt from the log. */
  rebuilding: v.nullable(v.object({ done: v.number(), total: v.number() })),
  incidents: v.number()
})
export type CoreStatus = v.InferOutput<typeof coreStatus>

const entryJson = v.object({
  id: v.string(),
  at: v.string(),
  category: v.string(),
  author: v.string(),
  text: v.string(),
  flagged: v.boolean()
})
const iso = v.string()
const taskJson = v.object({
  id: v.string(),
  text: v.string(),
  assignees: v.array(v.string()),
  dueAt: v.nullable(iso),
  doneAt: v.nullable(iso),
  createdBy: v.string(),
  createdAt: iso
})
/** The stable shape of `muster show --json`. */
const incidentDetail = v.object({
  ...incidentSummary.entries,
  /** Id of its type. */
  incidentType: v.string(),
  customerImpact: v.string(),
  impacts: v.array(
    v.object({ start: iso, end: v.nullable(iso), scope: v.string(), isCustomer: v.boolean(), fields: v.record(v.string(), v.unknown()) })
  ),
  responders: v.array(v.object({ name: v.string(), addedAt: iso, lastContributionAt: v.nullable(iso), role: v.string() })),
  links: v.array(v.object({ name: v.string(), url: v.string(), role: v.picklist(LINK_ROLES) })),
  /** Images of the entries. `alt`: what the first entry that shows it says of it; null: none shows it. */
  files: v.array(
    v.object({
      hash: v.string(),
      name: v.string(),
      mediaType: v.picklist(IMAGE_TYPES),
      bytes: v.number(),
      width: v.number(),
      height: v.number(),
      alt: v.nullable(v.string())
    })
  ),
  createdBy: v.nullable(v.string()),
  /** Who has which role, the commander first; `title`: what the settings call it. */
  roles: v.array(v.object({ role: v.string(), title: v.string(), name: v.string() })),
  tasks: v.array(taskJson),
  followUps: v.array(taskJson),
  related: v.array(v.object({ incident: v.string(), relation: v.picklist(RELATIONS) })),
  /** Times set by hand. */
  overrides: v.object({ declared: v.nullable(iso), detected: v.nullable(iso), resolved: v.nullable(iso) }),
  fields: v.record(v.string(), v.unknown()),
  notes: v.string(),
  timeline: v.array(entryJson)
})
export type IncidentDetail = v.InferOutput<typeof incidentDetail>

const verifyReport = v.object({
  isClean: v.boolean(),
  rows: v.number(),
  documents: v.number(),
  /** Images, each once. */
  files: v.number(),
  incidents: v.number(),
  /** Each a sentence naming the row or incident, and what happens to it. */
  problems: v.array(v.string())
})
export type VerifyReport = v.InferOutput<typeof verifyReport>

const hosting = v.object({ url: v.string(), invite: v.string(), token: v.string() })
const syncCounts = v.object({ received: v.number(), sent: v.number(), waiting: v.number(), incidents: v.number() })

export const WAR_ROOM = {
  getSeat: call(nothing, seat),
  nameSeat: call(v.object({ name: v.string() }), seat),
  listPeople: call(nothing, v.array(person)),

  ...FIND,
  ...ANALYTICS,
  findIncident: call(v.object({ ref }), v.object({ id: incidentId })),

  declareIncident: call(declaration, v.object({ id: incidentId, notified: v.nullable(notified) })),
  changeStatus: call(v.object({ ref, status: v.picklist(STATUSES) }), v.object({ id: incidentId })),
  postNote: call(
    v.object({ ref, text: prose, at: v.optional(v.number()), images: v.optional(v.array(newImage)) }),
    v.object({ id: incidentId, entry: v.string() })
  ),

  /** `at`: as it was then, epoch ms. */
  showIncident: call(v.object({ ref, at: v.optional(v.number()) }), incidentDetail),
  ...EXPORTS,

  importFile: stream(
    v.object({
      name: v.string(),
      bytes: v.custom<Uint8Array>((input) => input instanceof Uint8Array, 'expected bytes'),
      format: v.picklist(IMPORT_FORMATS),
      /** For times that name none, such as `Europe/Berlin`; UTC where it is not said. */
      zone: v.optional(v.pipe(v.string(), v.maxLength(64)))
    }),
    importProgress,
    importReport
  ),
  importSamples: stream(nothing, importProgress, importReport),

  watchStatus: stream(nothing, coreStatus, v.null()),
  hostWarRoom: call(v.object({ port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535)), onLan: v.boolean() }), hosting),
  stopHosting: call(nothing, v.null()),
  joinWarRoom: call(v.object({ invite: v.string() }), v.object({ url: v.string() })),
  leaveWarRoom: call(nothing, v.null()),
  syncNow: call(nothing, syncCounts),
  ...CLIPBOARD,
  ...IMAGES,
  ...NOTIFY,
  ...PALETTE,
  ...SETTINGS_CALLS,
  ...TIMELINE,
  ...HISTORY,
  ...MERGE,
  ...RECORD,
  verify: stream(nothing, v.object({ done: v.number(), total: v.number() }), verifyReport)
} as const

export type WarRoom = Client<typeof WAR_ROOM>
