import { beforeEach, expect, test } from 'vitest'
import type { Person } from '#shared/bridge/warRoomApi.ts'
import { declarationOf, forgetDraft, keepDraft, loadDraft, missingIn } from '#renderer/state/declareDraft.ts'
import { fakeStorage } from './fakeWarRoom.ts'

let kept: Map<string, string>
beforeEach(() => (kept = fakeStorage()))

const PRIYA: Person = { id: 'p1' as Person['id'], name: 'Priya Raman' }

test('U9 what was filled in is there again after the window was closed, and gone once declared', () => {
  keepDraft({ ...loadDraft('Priya Raman'), title: 'Checkout 5xx', severity: 'SEV-1' })
  expect(loadDraft('Priya Raman')).toMatchObject({ title: 'Checkout 5xx', severity: 'SEV-1', commander: 'Priya Raman' })
  forgetDraft()
  expect(loadDraft('Priya Raman')).toMatchObject({ title: '', severity: '' })
})

test('U9 a draft of another shape is left aside', () => {
  kept.set('muster.declare', '{"title": 4}')
  expect(loadDraft('Priya Raman').title).toBe('')
  kept.set('muster.declare', 'not json')
  expect(loadDraft('Priya Raman').title).toBe('')
})

test('what is missing is said', () => {
  const draft = loadDraft('Priya Raman')
  expect(missingIn(draft)).toBe('Needs a title and a severity')
  expect(missingIn({ ...draft, title: ' x ' })).toBe('Needs a severity')
  expect(missingIn({ ...draft, title: 'x', severity: 'UNKNOWN' })).toBeNull()
})

test('the commander is the known person of that name, in any case', () => {
  const draft = { ...loadDraft('priya raman'), title: 'x', severity: 'SEV-2' }
  expect(declarationOf(draft, [PRIYA]).commander).toEqual(PRIYA)
})

test('a name nobody has yet becomes a new person, an empty one nobody', () => {
  const draft = { ...loadDraft(' Omar Haddad '), title: 'x', severity: 'SEV-2' }
  const commander = declarationOf(draft, [PRIYA]).commander
  expect(commander?.name).toBe('Omar Haddad')
  expect(commander?.id).not.toBe(PRIYA.id)
  expect(declarationOf({ ...draft, commander: ' ' }, [PRIYA]).commander).toBeNull()
})
