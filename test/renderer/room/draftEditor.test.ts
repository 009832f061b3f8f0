import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import type { OpenDoc } from '#shared/bridge/docClient.ts'
import { sendMessage, setDraft } from '#shared/doc/messageCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { eventsOf } from '#shared/doc/roots.ts'
import type { ActorId, IncidentId } from '#shared/domain/ids.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { valueOf } from '#shared/domain/result.ts'
import { DraftEditor } from '#renderer/state/room/draftEditor.svelte.ts'
import { Room } from '#renderer/state/room/room.svelte.ts'
import { author, declared, NO_IMAGES } from './fixtures.ts'

const frames: (() => void)[] = []
const type = DEFAULT_SETTINGS.types[0]!
const other = author('Ben', () => Date.now())
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => frames.push(work))
  vi.stubGlobal('cancelAnimationFrame', () => {})
})
afterEach(() => {
  frames.length = 0
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function open() {
  const doc = declared(author('Ana', () => Date.now()))
  const opened: OpenDoc = {
    doc,
    awareness: new Awareness(doc),
    loaded: new Promise(() => {}),
    getStatus: () => ({ state: 'loading', waiting: 0, hub: 'none', message: null }),
    onStatus: () => () => {},
    close: () => {}
  }
  const person = { id: 'pme' as ActorId, name: 'Me' }
  const room = new Room({
    docs: { open: () => opened },
    incidentId: 'checkout5xx00001' as IncidentId,
    person,
    color: '#112233',
    images: NO_IMAGES
  })
  const editor = new DraftEditor(room)
  /** The window draws: the room folds, and the editor hears of it. */
  const draw = () => {
    frames.splice(0).forEach((work) => work())
    editor.follow(room.incident.messages)
  }
  const drafts = () => readIncident(doc).messages.filter(({ sentAt }) => sentAt === null)
  const rest = () => vi.advanceTimersByTime(1000)
  return { doc, editor, draw, drafts, rest }
}

describe('a message being written', () => {
  it('U51 is kept in the incident once the typing rests, not at each letter', () => {
    const { doc, editor, drafts, rest, draw } = open()
    for (const subject of ['R', 'Ro', 'Rolling back']) editor.set({ subject })
    expect(drafts()).toEqual([])
    rest()
    expect(drafts()).toMatchObject([{ subject: 'Rolling back', body: '' }])
    draw()
    const size = eventsOf(doc).size
    for (const body of ['A', 'All', 'All of it']) editor.set({ body })
    rest()
    expect(eventsOf(doc).size).toBe(size + 1)
    expect(drafts()).toMatchObject([{ subject: 'Rolling back', body: 'All of it' }])
  })
  it('U52 shows what others write in it, but never in place of what is being typed here; then both are told of', () => {
    const { doc, editor, drafts, rest, draw } = open()
    editor.set({ subject: 'Mine', body: 'First' })
    rest()
    draw()
    valueOf(setDraft(doc, other, editor.id!, 'body', 'Theirs'))
    draw()
    expect(editor.values).toMatchObject({ subject: 'Mine', body: 'Theirs' })
    editor.set({ subject: 'Mine, longer' })
    valueOf(setDraft(doc, other, editor.id!, 'subject', 'Theirs, too'))
    draw()
    expect(editor.values.subject).toBe('Mine, longer')
    rest()
    draw()
    expect(drafts()[0]!.subject).toBe('Mine, longer')
    expect(readIncident(doc).overruled.map(({ lost }) => lost.value)).toEqual(['Theirs, too'])
  })
  it('U53 stays on the screen when somebody else sends it meanwhile, and becomes a new one', () => {
    const { doc, editor, drafts, rest, draw } = open()
    editor.set({ recipients: ['email:a@example.org'], subject: 'Ready', body: 'Words' })
    rest()
    draw()
    valueOf(sendMessage(doc, other, editor.values, { type, draft: editor.id }))
    draw()
    expect([editor.isGone, editor.values.body, drafts()]).toEqual([true, 'Words', []])
    editor.set({ body: 'More words' })
    rest()
    expect(drafts()).toMatchObject([{ body: 'More words' }])
  })
  it('U54 goes out with what was typed last, and leaves the editor empty; what cannot go out stays', () => {
    const { doc, editor, drafts, draw } = open()
    editor.set({ subject: 'Ready', body: '{{incident.severity}}' })
    expect(editor.send(type, new Map()).ok).toBe(false)
    expect([editor.values.subject, editor.problem]).toEqual(['Ready', expect.stringMatching(/^Say who gets the message/)])
    draw()
    editor.set({ recipients: ['email:a@example.org'] })
    expect(editor.send(type, new Map()).ok).toBe(true)
    expect([editor.id, editor.values.subject, drafts()]).toEqual([null, '', []])
    expect(readIncident(doc).messages).toMatchObject([{ subject: 'Ready', body: 'SEV-2' }])
  })
})
