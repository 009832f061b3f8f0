import { describe, expect, it } from 'vitest'
import { foldIncident } from '#shared/domain/fold.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import { changedFields, occasionOf, ruleProblem } from '#shared/domain/notify/rules.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import type { Rule } from '#shared/domain/settings/settings.ts'
import { declaredFields, writer } from '#test/support/events.ts'

const type = DEFAULT_SETTINGS.types[0]!
const rule: Rule = {
  id: 'r1',
  name: 'Big ones',
  isOn: true,
  query: 'severity:SEV-1',
  trigger: 'matches',
  recipients: ['commander'],
  template: null,
  renotifyOn: ['state'],
  visibility: 'all',
  order: 'a'
}

describe('rules', () => {
  it('D249 a rule that cannot work is refused with a sentence', () => {
    expect(ruleProblem(rule, type)).toBeUndefined()
    expect(ruleProblem({ ...rule, name: ' ' }, type)).toBe('A rule needs a name.')
    expect(ruleProblem({ ...rule, query: 'severty:SEV-1' }, type)).toMatch(
      /^Its conditions cannot be read\. Character 1: .*Did you mean severity/
    )
    expect(ruleProblem({ ...rule, recipients: [] }, type)).toBe('A rule needs somebody to tell.')
    expect(ruleProblem({ ...rule, recipients: ['fax:1'] }, type)).toMatch(/is no recipient/)
  })
  it('D250 a change of what a rule filters by cannot send again, whatever the field is called there', () => {
    expect(ruleProblem({ ...rule, renotifyOn: ['severity'] }, type)).toMatch(
      /^Severity is one of the conditions, so its change cannot send again/
    )
    const byService = { ...rule, query: 'state:active (service:cart OR team:web)', renotifyOn: ['services'] }
    expect(ruleProblem(byService, type)).toMatch(/^Services is one of the conditions/)
    expect(ruleProblem({ ...byService, renotifyOn: ['summary', 'severity'] }, type)).toBeUndefined()
  })

  const event = writer()
  const declared = event('declared', declaredFields)
  const fold = (...more: IncidentEvent[]) => foldIncident([declared, ...more])
  const step = (changed: Partial<Parameters<typeof occasionOf>[2]>) => ({
    before: fold(),
    after: fold(),
    didMatch: false,
    doesMatch: true,
    ...changed
  })

  it('D251 declared sends at the declaration, matches whenever it comes to match, and neither again while it goes on', () => {
    const declaring = step({ before: null })
    expect(occasionOf({ ...rule, trigger: 'declared' }, type, declaring)).toEqual({ type: 'sends' })
    expect(occasionOf(rule, type, declaring)).toEqual({ type: 'sends' })
    expect(occasionOf({ ...rule, trigger: 'declared' }, type, step({}))).toEqual({ type: 'none' })
    expect(occasionOf(rule, type, step({}))).toEqual({ type: 'sends' })
    expect(occasionOf(rule, type, step({ didMatch: true }))).toEqual({ type: 'none' })
    expect(occasionOf(rule, type, step({ before: null, doesMatch: false }))).toEqual({ type: 'none' })
    expect(occasionOf({ ...rule, isOn: false }, type, declaring)).toEqual({ type: 'none' })
  })
  it('D252 a rule for public incidents is silent on private ones, and speaks when one becomes public', () => {
    const hidden = fold(event('visibilityChanged', { visibility: 'private', base: declared.id }))
    const forPublic: Rule = { ...rule, visibility: 'public' }
    expect(occasionOf(forPublic, type, step({ before: null, after: hidden }))).toEqual({ type: 'none' })
    expect(occasionOf({ ...rule, visibility: 'private' }, type, step({ before: null, after: hidden }))).toEqual({ type: 'sends' })
    expect(occasionOf(forPublic, type, step({ before: hidden, after: fold(), didMatch: true }))).toEqual({ type: 'sends' })
  })
  it('D253 tests notify only where the type says so', () => {
    const test = foldIncident([event('declared', { ...declaredFields, isTest: true })])
    expect(occasionOf(rule, type, step({ before: null, after: test }))).toEqual({ type: 'none' })
    expect(occasionOf(rule, { ...type, doTestsNotify: true }, step({ before: null, after: test }))).toEqual({ type: 'sends' })
  })
  it('D254 a change of a chosen field sends again, another does not', () => {
    const stable = fold(event('statusChanged', { status: 'stable', base: declared.id }))
    expect(changedFields(rule, type, fold(), stable)).toEqual(['state'])
    expect(occasionOf(rule, type, step({ after: stable, didMatch: true }))).toEqual({ type: 'sendsAgain' })
    const named = fold(event('fieldSet', { field: 'services', value: ['cart'], base: null }))
    expect(occasionOf(rule, type, step({ after: named, didMatch: true }))).toEqual({ type: 'none' })
    expect(occasionOf({ ...rule, renotifyOn: ['service'] }, type, step({ after: named, didMatch: true }))).toEqual({ type: 'sendsAgain' })
  })
})
