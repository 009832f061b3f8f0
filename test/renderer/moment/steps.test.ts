import { expect, it } from 'vitest'
import { axisTimes, nextStep, severitySpans, type Step } from '#renderer/state/moment/steps.ts'
import { changeSeverity, declareIncident } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { newDoc } from '#shared/doc/roots.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { MINUTE, T0 } from '#test/support/events.ts'

const step = (at: number): Step => ({ id: `step${at}` as never, at, by: 'p1' as never, isFlagged: false })

it('U140 steps go to the next and the one before, and end at the ends', () => {
  const steps = [10, 20, 20, 30].map(step)
  expect(nextStep(steps, 20, 1)?.at).toBe(30)
  expect(nextStep(steps, 25, -1)?.at).toBe(20)
  expect(nextStep(steps, 30, 1)).toBeUndefined()
  expect(nextStep(steps, 10, -1)).toBeUndefined()
})

it('U141 the severity of an incident is a line of stretches that meet', () => {
  let now = T0
  const ana = newAuthor('Ana', () => now)
  const doc = newDoc('incident1')
  valueOf(declareIncident(doc, ana, aDeclaration))
  now += MINUTE
  valueOf(changeSeverity(doc, ana, 'SEV-1'))
  expect(severitySpans(readIncident(doc))).toEqual([
    { from: T0, to: T0 + MINUTE, severity: 'SEV-2' },
    { from: T0 + MINUTE, to: null, severity: 'SEV-1' }
  ])
})

it('U142 an axis has round times inside its ends, few enough to be read, for a minute as for a year', () => {
  for (const length of [60_000, 3600_000, 3 * 86_400_000, 365 * 86_400_000]) {
    const times = axisTimes(T0 + 1234, T0 + 1234 + length, 8)
    expect(times.length).toBeGreaterThan(1)
    expect(times.length).toBeLessThanOrEqual(9)
    expect(times.every((time) => time % 1000 === 0 && time >= T0 + 1234 && time <= T0 + 1234 + length)).toBe(true)
  }
})
