import type { CustomerImpact, Visibility } from '#shared/domain/events.ts'
import type { Status } from '#shared/domain/status.ts'

/** A made-up incident. Times are minutes: `ago` before now, everything else after the start. */
export interface SampleIncident {
  /** Names it for good: importing again finds it. */
  key: string
  title: string
  severity: string
  ago: number
  declaredBy: SamplePerson
  commander: SamplePerson
  services: string[]
  teams: string[]
  customerImpact: CustomerImpact
  visibility?: Visibility
  impacts: { start: number; end: number | null; scope: string; isCustomer: boolean }[]
  link?: { name: string; url: string }
  lines: SampleLine[]
}

/** One thing that happened, by whom; `flag` marks it for the review. */
export type SampleLine = { at: number; by: SamplePerson } & (
  | { note: string; flag?: boolean }
  | { update: string; flag?: boolean }
  | { status: Status }
  | { severity: string }
  | { commander: SamplePerson }
  | { field: 'summary' | 'root_cause' | 'detection_method'; value: string }
)

export const SAMPLE_PEOPLE = {
  amara: 'Amara Osei',
  jonas: 'Jonas Lindqvist',
  mei: 'Mei Tanaka',
  priya: 'Priya Nair',
  rafael: 'Rafael Duarte',
  sofia: 'Sofia Marchetti',
  karim: 'Karim Haddad'
} as const
export type SamplePerson = keyof typeof SAMPLE_PEOPLE

/** Minutes. */
export const HOUR = 60
export const DAY = 24 * HOUR
