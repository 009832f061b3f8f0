import type { ActorId } from '#shared/domain/ids.ts'
import { recipientLabel } from '#shared/domain/notify/recipients.ts'
import { listWatchedFields, nameInQueries } from '#shared/domain/notify/rules.ts'
import type { IncidentType, Rule } from '#shared/domain/settings/settings.ts'

const WHOSE = { public: 'a public incident', private: 'a private incident', all: 'any incident' } as const

/** A rule in a sentence: "When a public incident comes to match severity:SEV-1, tell Ana Kim and #ops. Again when Status changes." */
export function describeRule(rule: Rule, type: IncidentType, names: ReadonlyMap<ActorId, string>): string {
  const what = rule.query.trim() === '' ? '' : `${rule.trigger === 'declared' ? ' that matches' : ''} ${rule.query.trim()}`
  const when =
    rule.trigger === 'declared'
      ? `${WHOSE[rule.visibility]}${what} is declared`
      : `${WHOSE[rule.visibility]} comes to match${what || ' (any does)'}`
  const who = join(rule.recipients.map((recipient) => recipientLabel(recipient, names)))
  const again = join(
    listWatchedFields(type)
      .filter(({ name }) => rule.renotifyOn.some((each) => nameInQueries(each) === name))
      .map(({ label }) => label)
  )
  return `When ${when}, tell ${who || 'nobody yet'}.${again ? ` Again when ${again} changes.` : ''}`
}

/** `a, b and c`. */
const join = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
