import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeEntry } from '#shared/domain/describe.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import { listOutgoing } from '#shared/domain/messages.ts'
import { declaredFields, MINUTE, T0, writer } from '#test/support/events.ts'
import { anyLog } from './arbitraries.ts'

const [ana, ben, cho] = ['pana', 'pben', 'pcho'] as ActorId[] as [ActorId, ActorId, ActorId]

describe('roles', () => {
  it('D130 a role of one person: who had it is a responder again', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const first = event('roleAssigned', { role: 'scribe', person: ben, base: null })
    const { responders } = foldIncident([declared, first, event('roleAssigned', { role: 'scribe', person: cho, base: first.id })])
    expect(responders.map(({ person, role, isCommander }) => [person, role, isCommander])).toEqual([
      [ana, 'responder', true],
      [ben, 'responder', false],
      [cho, 'scribe', false]
    ])
  })
  it('D131 a role of many is given to each, and taken by giving that of responder', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const given = event('roleGiven', { role: 'comms', person: ben, base: null })
    const log = [declared, given, event('roleGiven', { role: 'comms', person: cho, base: null })]
    expect(foldIncident(log).responders.map(({ role }) => role)).toEqual(['responder', 'comms', 'comms'])
    const taken = event('roleGiven', { role: 'responder', person: ben, base: given.id })
    expect(foldIncident([...log, taken]).responders.map(({ role }) => role)).toEqual(['responder', 'responder', 'comms'])
  })
  it('D132 who is removed leaves until they write again; the commander stays', () => {
    const event = writer()
    const log = [
      event('declared', declaredFields),
      event('responderAdded', { person: ben }),
      event('responderRemoved', { person: ben }),
      event('responderRemoved', { person: ana })
    ]
    expect(foldIncident(log).responders.map(({ person }) => person)).toEqual([ana])
    const back = event('entryPosted', { category: 'note' }, { by: 'pben' })
    expect(foldIncident([...log, back]).responders.map(({ person }) => person)).toEqual([ana, ben])
  })
  it('D133 command is offered until it is answered or passes some other way', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const offer = event('handoverOffered', { to: ben, brief: 'Rollback runs' })
    expect(foldIncident([declared, offer]).handover).toMatchObject({ from: ana, to: ben, brief: 'Rollback runs' })
    const answer = event('handoverAnswered', { offer: offer.id, answer: 'declined' }, { by: 'pben' })
    expect(foldIncident([declared, offer, answer])).toMatchObject({ handover: null, commander: ana })
    const taken = event('roleAssigned', { role: 'commander', person: cho, base: declared.id })
    expect(foldIncident([declared, offer, taken]).handover).toBeNull()
  })
  it('D134 for any log: one commander at most is marked, and every role is somebody’s once where it is one person’s', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const { responders, commander } = foldIncident(log)
        expect(responders.filter(({ isCommander }) => isCommander).length).toBe(commander === null ? 0 : 1)
        expect(responders.filter(({ role }) => role === 'scribe').length).toBeLessThanOrEqual(1)
        expect(new Set(responders.map(({ person }) => person)).size).toBe(responders.length)
      })
    )
  })
})

describe('tasks, links, signals, times', () => {
  it('D135 a task changes property by property; two changes of one that did not see each other are in the merge report', () => {
    const event = writer()
    const task = event('taskAdded', { list: 'task', text: 'Roll back', assignees: [ana], dueAt: T0 + MINUTE })
    const set = (property: 'text' | 'doneAt' | 'assignees', value: string | number | string[], by = 'pana') =>
      event('taskSet', { task: task.id, property, value, base: null }, { by })
    const lost = set('text', 'Roll back eu')
    const { tasks, overruled } = foldIncident([task, lost, set('text', 'Roll back us', 'pben'), set('doneAt', T0), set('assignees', [ben])])
    expect(tasks).toMatchObject([{ text: 'Roll back us', doneAt: T0, assignees: [ben], dueAt: T0 + MINUTE, list: 'task' }])
    expect(overruled).toMatchObject([
      { what: `task:${task.id}/text`, lost: { value: 'Roll back eu', by: ana }, kept: { value: 'Roll back us' } }
    ])
  })
  it('D136 what was taken back is gone from its list and stays in the timeline', () => {
    const event = writer()
    const task = event('taskAdded', { list: 'followUp', text: 'Write it up', assignees: [], dueAt: null })
    const link = event('linkAdded', { name: 'Board', url: 'https://example.org' })
    const signal = event('signalAttached', { signal: { type: 'monitor', title: '5xx', state: 'alert' } })
    const before = foldIncident([task, link, signal])
    expect([before.tasks.length, before.links.length, before.signals.length]).toEqual([1, 1, 1])
    const after = foldIncident([
      task,
      link,
      signal,
      event('taskRemoved', { task: task.id }),
      event('linkRemoved', { link: link.id }),
      event('signalRemoved', { signal: signal.id })
    ])
    expect([after.tasks.length, after.links.length, after.signals.length]).toEqual([0, 0, 0])
    expect(after.timeline.length).toBe(6)
  })
  it('D137 a time set by hand is kept beside what happened and changes neither status nor timeline', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const { overrides, declaredAt, timeline } = foldIncident([
      declared,
      event('timestampSet', { timestamp: 'declared', to: T0 - MINUTE, base: null })
    ])
    expect(overrides).toEqual({ declared: T0 - MINUTE, detected: null, resolved: null })
    expect([declaredAt, timeline[0]!.at]).toEqual([declared.at, declared.at])
  })
  it('D138 a private incident made public is public, also when it was declared private', () => {
    const event = writer()
    const declared = event('declared', { ...declaredFields, visibility: 'private' })
    expect(foldIncident([declared]).visibility).toBe('private')
    expect(foldIncident([declared, event('visibilityChanged', { visibility: 'public', base: declared.id })]).visibility).toBe('public')
  })
  it('D139 related incidents: the last word on each counts', () => {
    const event = writer()
    const log = [
      event('relatedAdded', { incident: 'one', relation: 'related' }),
      event('relatedAdded', { incident: 'two', relation: 'duplicate' })
    ]
    expect(foldIncident([...log, event('relatedRemoved', { incident: 'one' })]).related).toEqual([
      { incident: 'two', relation: 'duplicate' }
    ])
  })
})

describe('messages', () => {
  const message = { recipients: ['person:pben', 'email:ops@example.org'], subject: 'Update', body: 'Rolling back' }
  it('D140 a draft is changed together, and is gone when it was sent or discarded', () => {
    const event = writer()
    const draft = event('messageDrafted', { ...message, template: null })
    const changed = event('messageSet', { message: draft.id, property: 'subject', value: 'Second update', base: null })
    expect(foldIncident([draft, changed]).messages).toMatchObject([{ id: draft.id, sentAt: null, subject: 'Second update' }])
    const sent = event('messageSent', { ...message, draft: draft.id, rule: null, renotifies: null })
    expect(foldIncident([draft, changed, sent]).messages).toMatchObject([{ id: sent.id, sentAt: sent.at }])
    expect(foldIncident([draft, event('messageDiscarded', { message: draft.id })]).messages).toEqual([])
  })
  it('D141 what is for somebody outside Muster waits until it was delivered', () => {
    const event = writer()
    const sent = event('messageSent', { ...message, draft: null, rule: null, renotifies: null })
    const report = (outcome: 'delivered' | 'failed') =>
      event('messageDelivered', { message: sent.id, recipient: 'email:ops@example.org', outcome, detail: 'no route' })
    const waiting = (...more: ReturnType<typeof report>[]) =>
      listOutgoing(foldIncident([sent, ...more]).messages).map(({ recipient }) => recipient)
    expect(waiting()).toEqual(['email:ops@example.org'])
    expect(waiting(report('failed'))).toEqual(['email:ops@example.org'])
    expect(waiting(report('failed'), report('delivered'))).toEqual([])
  })
  it('D155 the line of a message says who has it, and what is only in the outbox', () => {
    const event = writer()
    const lineOf = (recipients: string[]) => {
      const incident = foldIncident([event('messageSent', { ...message, recipients, draft: null, rule: null, renotifies: null })])
      return describeEntry(incident.timeline[0]!, incident)
    }
    expect(lineOf(['person:pben'])).toBe('sent a message to 1 person: Update')
    expect(lineOf(message.recipients)).toBe('sent a message to 1 person, and 1 into the outbox: Update')
    expect(lineOf(['email:ops@example.org'])).toBe('put a message for 1 into the outbox: Update')
  })
  it('D142 the clock of the next update starts with the last thing stakeholders were told', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const note = event('entryPosted', { category: 'note' })
    const update = event('entryPosted', { category: 'update' })
    expect(foldIncident([declared, note]).lastBroadcastAt).toBe(declared.at)
    expect(foldIncident([declared, note, update]).lastBroadcastAt).toBe(update.at)
  })
})

it('D143 every line of any log has its sentence, or is what somebody posted', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const incident = foldIncident(log)
      for (const entry of incident.timeline) {
        const sentence = describeEntry(entry, incident)
        if (entry.event.kind === 'entryPosted') expect(sentence).toBeNull()
        else expect(sentence).toMatch(/ /)
      }
    })
  )
})
