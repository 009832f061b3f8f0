import { expect, it } from 'vitest'
import type { ActorId } from '#shared/domain/ids.ts'
import { newRule } from '#shared/domain/notify/ruleSettings.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { describeRule } from '#renderer/screens/settings/rules/ruleWords.ts'

const type = DEFAULT_SETTINGS.types[0]!
const names = new Map([['pana' as ActorId, 'Ana Kim']])

it('U50 a rule is read as a sentence: when, whom, and when again', () => {
  const rule = { ...newRule('r', type), recipients: ['person:pana', 'channel:ops', 'commander'] }
  expect(describeRule(rule, type, names)).toBe('When a public incident is declared, tell Ana Kim, #ops and Incident Commander.')
  expect(describeRule({ ...rule, query: 'severity:SEV-1', visibility: 'all', renotifyOn: ['state', 'service'] }, type, names)).toBe(
    'When any incident that matches severity:SEV-1 is declared, tell Ana Kim, #ops and Incident Commander. Again when Status and Services changes.'
  )
  expect(describeRule({ ...rule, trigger: 'matches', query: 'team:web', recipients: [] }, type, names)).toBe(
    'When a public incident comes to match team:web, tell nobody yet.'
  )
})
