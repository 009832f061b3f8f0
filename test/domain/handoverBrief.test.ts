import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldIncident } from '#shared/domain/fold.ts'
import { handoverBrief, type BriefContext } from '#shared/domain/handoverBrief.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import { declaredFields, MINUTE, T0, writer } from '#test/support/events.ts'
import { anyLog } from './arbitraries.ts'

const [ana, ben] = ['pana', 'pben'] as ActorId[] as [ActorId, ActorId]
const NOW = T0 + 90 * MINUTE
const context = (texts: Record<string, string> = {}, change: Partial<BriefContext> = {}): BriefContext => ({
  nowMs: NOW,
  number: 'IR-12',
  nextUpdateAt: null,
  textOf: (entry) => texts[entry.id] ?? 'a line',
  ...change
})

function anIncident() {
  const event = writer()
  const named = event('actorNamed', { actor: ana, name: 'Ana' })
  const benNamed = event('actorNamed', { actor: ben, name: 'Ben' })
  const declared = event('declared', declaredFields)
  const impact = event('impactAdded', { start: T0 - 5 * MINUTE, end: null, scope: 'Shoppers\nin eu', isCustomer: false })
  const early = event('entryPosted', { category: 'note' }, { at: T0 + MINUTE })
  const flag = event('entryFlagged', { entry: early.id, flagged: true, base: null })
  const handed = event('roleAssigned', { role: 'commander', person: ben, base: declared.id })
  const late = event('entryPosted', { category: 'note' }, { at: T0 + 80 * MINUTE })
  const task = (text: string, dueAt: number | null, assignees: ActorId[]) => event('taskAdded', { list: 'task', text, assignees, dueAt })
  const open = task('Drain retries', T0 + 100 * MINUTE, [ana])
  const overdue = task('Tell support', T0 + 60 * MINUTE, [])
  const done = task('Roll back', null, [])
  const finished = event('taskSet', { task: done.id, property: 'doneAt', value: T0, base: null })
  const later = event('taskAdded', { list: 'followUp', text: 'Write the guide', assignees: [], dueAt: null })
  const log = [named, benNamed, declared, impact, early, flag, handed, late, open, overdue, done, finished, later]
  return { log, texts: { [early.id]: 'Began with **r-318**', [late.id]: 'Errors\nare down' }, early, late }
}

describe('a brief for whoever takes command', () => {
  it('D181 has severity, status, impact and clocks, what happened since the last handover, open tasks by due time, and what is flagged', () => {
    const { log, texts } = anIncident()
    const brief = handoverBrief(foldIncident(log), context(texts, { nextUpdateAt: NOW + 10 * MINUTE }))
    expect(brief).toBe(`## IR-12 Checkout fails

- Times in UTC, written 2026-03-10 13:30
- SEV-3, Active, declared 12:00, running for 1h 29m
- Last update 1h 29m ago
- The next update is due 13:40, in 10m
- Root cause: not known yet

### Impact
- Shoppers in eu: from 11:55 and goes on, running for 1h 35m, customers not affected

### Since the last handover, 12:00
- 12:00 Ana: a line
- 12:00 Ana: a line
- 12:00 Ana: a line
- 12:00 Ana: a line
- 12:00 Ana: a line
- 13:20 Ana: Errors are down

### Open tasks
- [ ] Tell support: nobody yet, due 13:00, late by 30m
- [ ] Drain retries: Ana, due 13:40

### Flagged
- 12:01 Ana: Began with **r-318**`)
  })

  it('D182 tells the last lines only and how many there are before, and what is late', () => {
    const event = writer()
    const log = [
      event('declared', declaredFields),
      ...Array.from({ length: 40 }, () => event('entryPosted', { category: 'note' })),
      ...Array.from({ length: 20 }, (_, index) => event('taskAdded', { list: 'task', text: `Task ${index}`, assignees: [], dueAt: null }))
    ]
    const brief = handoverBrief(foldIncident(log), context({}, { nextUpdateAt: NOW - 3 * MINUTE }))
    expect(brief).toContain('- The next update was due 13:27, 3m ago')
    expect(brief).toContain('### So far\n- 48 earlier, in the timeline')
    expect(brief).toContain('- 5 more tasks')
    expect(brief).toContain('### Impact\nNone recorded.')
  })

  it('D183 is made of any log, and is never longer than an offer may hold', () => {
    fc.assert(
      fc.property(anyLog, fc.string({ maxLength: 2000 }), (log, text) => {
        const brief = handoverBrief(foldIncident(log), context({}, { textOf: () => text }))
        expect(brief.startsWith('## IR-12 ')).toBe(true)
        expect(brief.length).toBeLessThanOrEqual(20_000)
      })
    )
  })
})
