import { formatCount } from '#renderer/parts/format.ts'
import type { MissingKind, PanelAbout } from './panelData.ts'

export const MISSING_WORDS: Record<MissingKind, string> = { pending: 'pending', notApplicable: 'not applicable', invalid: 'invalid' }
const KINDS: readonly MissingKind[] = ['pending', 'notApplicable', 'invalid']

/** Values that are not there, and why: `3 pending`. */
export const missingOf = ({ counts }: PanelAbout): { kind: MissingKind; words: string }[] =>
  KINDS.flatMap((kind) => (counts?.[kind] ? [{ kind, words: `${formatCount(counts[kind])} ${MISSING_WORDS[kind]}` }] : []))

/** `n = 130 · 3 pending · Definition 2023` */
export const footOf = (about: PanelAbout): string =>
  [
    ...(about.counts ? [`n = ${formatCount(about.counts.n)}`] : []),
    ...missingOf(about).map(({ words }) => words),
    ...(about.definition ? [about.definition] : [])
  ].join(' · ')

export const periodOf = ({ period, zone }: PanelAbout): string => `${period} · ${zone}`
