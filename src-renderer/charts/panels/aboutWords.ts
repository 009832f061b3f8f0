import { formatCount } from '#renderer/parts/format.ts'
import { partialWords } from './partial.ts'
import type { MissingKind, PanelAbout, PanelData } from './panelData.ts'

export const MISSING_WORDS: Record<MissingKind, string> = { pending: 'pending', notApplicable: 'not applicable', invalid: 'invalid' }
const KINDS: readonly MissingKind[] = ['pending', 'notApplicable', 'invalid']

/** Values that are not there, and why: `3 pending`. */
export const missingOf = ({ counts }: PanelAbout): { kind: MissingKind; words: string }[] =>
  KINDS.flatMap((kind) => (counts?.[kind] ? [{ kind, words: `${formatCount(counts[kind])} ${MISSING_WORDS[kind]}` }] : []))

/** What is drawn of less than its time: nobody should have to point at it to know. */
export const partOf = (data: PanelData | null): string | undefined => (data?.kind === 'timeSeries' ? partialWords(data) : undefined)

/** `n = 130 · 3 pending · Definition 2023 · last week so far` */
export const footOf = (about: PanelAbout, data: PanelData | null = null): string =>
  [
    ...(about.counts ? [`n = ${formatCount(about.counts.n)}`] : []),
    ...missingOf(about).map(({ words }) => words),
    ...(about.definition ? [about.definition] : []),
    ...[partOf(data)].filter((words) => words !== undefined)
  ].join(' · ')

export const periodOf = ({ period, zone }: PanelAbout): string => `${period} · ${zone}`
