import { describe, expect, it } from 'vitest'
import Flag from '@lucide/svelte/icons/flag'
import type { IncidentId } from '#shared/domain/ids.ts'
import { EMPTY_DRAFT, loadDraft, saveDraft, timeOf, typeInto, type DraftStore } from '#renderer/state/room/composerDraft.ts'
import { matchSlash } from '#renderer/state/room/slash.ts'

const ID = 'checkout5xx00001' as IncidentId
const OTHER = 'searchstale00001' as IncidentId

function memoryStore(): DraftStore & { map: Map<string, string> } {
  const map = new Map<string, string>()
  return {
    map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key)
  }
}

describe('the draft of a note', () => {
  it('W5 is kept for its incident until it is posted', () => {
    const store = memoryStore()
    const draft = { ...typeInto(EMPTY_DRAFT, 'Draining ret', 1000), flagged: true, at: 500 }
    expect(saveDraft(store, ID, draft)).toBe(true)
    expect(loadDraft(store, ID)).toEqual(draft)
    expect(loadDraft(store, OTHER)).toEqual(EMPTY_DRAFT)
    saveDraft(store, ID, EMPTY_DRAFT)
    expect(loadDraft(store, ID)).toEqual(EMPTY_DRAFT)
    expect(store.map.size).toBe(0)
  })

  it('survives a store that is damaged or refuses, and says so', () => {
    const store = memoryStore()
    store.map.set(`muster:draft:${ID}`, '{"text": 7')
    expect(loadDraft(store, ID)).toEqual(EMPTY_DRAFT)
    store.map.set(`muster:draft:${ID}`, '{"text":"kept","startedAt":"soon","flagged":"yes"}')
    expect(loadDraft(store, ID)).toEqual({ ...EMPTY_DRAFT, text: 'kept' })
    const full: DraftStore = {
      ...store,
      setItem: () => {
        throw new Error('quota')
      }
    }
    expect(saveDraft(full, ID, typeInto(EMPTY_DRAFT, 'x', 1))).toBe(false)
  })

  it('W6 has the time of its first key, however long the writing takes, unless another was set', () => {
    let draft = typeInto(EMPTY_DRAFT, 'D', 1000)
    draft = typeInto(draft, 'Dr', 9000)
    expect(timeOf(draft, 60_000)).toBe(1000)
    expect(timeOf({ ...draft, at: 400 }, 60_000)).toBe(400)
    // emptied and begun again: another note
    draft = typeInto(typeInto(draft, '', 70_000), 'N', 80_000)
    expect(timeOf(draft, 90_000)).toBe(80_000)
    expect(timeOf(EMPTY_DRAFT, 90_000)).toBe(90_000)
  })
})

describe('the slash menu', () => {
  const command = (label: string) => ({ name: label.toLowerCase(), label, detail: '', icon: Flag, run: () => {} })
  const commands = ['Note', 'Status', 'Severity', 'Flag'].map(command)
  const labels = (text: string) => matchSlash(text, commands).map(({ label }) => label)

  it('offers what begins as typed, and leaves every other text alone', () => {
    expect(labels('/')).toEqual(['Note', 'Status', 'Severity', 'Flag'])
    expect(labels('/S')).toEqual(['Status', 'Severity'])
    expect(labels('/var/log is full')).toEqual([])
    expect(labels('/var')).toEqual([])
    expect(labels('see /')).toEqual([])
    expect(labels('/s t')).toEqual([])
    expect(labels('')).toEqual([])
  })
})
