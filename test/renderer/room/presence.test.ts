import { describe, expect, it } from 'vitest'
import type { ActorId, EntryId } from '#shared/domain/ids.ts'
import { listPeers, listPeople, listWriters, type Peer } from '#renderer/state/room/presence.ts'
import { listChoices, listResponders } from '#renderer/state/room/people.ts'
import { changeStatus, postEntry } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { author, declared, MINUTE, THREE } from './fixtures.ts'

const ENTRY = '0mwtn8xnk000-dev' as EntryId
const user = (id: string, name = id) => ({ user: { id, name, color: '#112233' } })

describe('presence', () => {
  it('W4 lists the other windows and takes nothing it cannot parse', () => {
    const states = new Map<number, unknown>([
      [1, user('me')],
      [2, { ...user('lena', 'Lena Fischer'), at: { entry: ENTRY } }],
      [3, { ...user('tomas'), at: { notes: true } }],
      [31, { ...user('ji'), at: { page: 'postmortem' } }],
      [32, { ...user('bo'), at: { page: 'events' } }],
      [4, { ...user('amara'), at: 'nonsense' }],
      [5, null],
      [6, { user: { id: 7, name: 'x' } }],
      [7, { user: { id: 'long', name: 'x'.repeat(10_000) } }],
      [8, {}],
      [9, JSON.parse('{"user":{"id":"p","name":"n","color":"c"},"__proto__":{"at":{"notes":true}}}')]
    ])
    expect(listPeers(states, 1)).toEqual([
      { clientId: 2, id: 'lena', name: 'Lena Fischer', at: { entry: ENTRY } },
      { clientId: 3, id: 'tomas', name: 'tomas', at: { page: 'notes' } },
      { clientId: 31, id: 'ji', name: 'ji', at: { page: 'postmortem' } },
      { clientId: 32, id: 'bo', name: 'bo', at: null },
      { clientId: 4, id: 'amara', name: 'amara', at: null },
      { clientId: 9, id: 'p', name: 'n', at: null }
    ])
  })

  it('has one of each person, writing when either of their windows is', () => {
    const peer = (clientId: number, id: string, at: Peer['at']): Peer => ({ clientId, id: id as ActorId, name: id, at })
    const peers = [peer(1, 'lena', null), peer(2, 'lena', { entry: ENTRY }), peer(3, 'tomas', { page: 'notes' })]
    expect(listPeople(peers).map(({ clientId }) => clientId)).toEqual([2, 3])
    expect(listWriters(peers, ENTRY).map(({ id }) => id)).toEqual(['lena'])
    expect(listWriters(peers, 'other' as EntryId)).toEqual([])
  })
})

describe('responders', () => {
  it('stand with the commander first, then who is here, and say what each does', () => {
    let now = THREE
    const [priya, lena, tomas] = ['Priya', 'Lena', 'Tomas'].map((name) => author(name, () => now)) as [
      ReturnType<typeof author>,
      ReturnType<typeof author>,
      ReturnType<typeof author>
    ]
    const doc = declared(priya)
    now += 2 * MINUTE
    postEntry(doc, lena, { text: 'Pool is back' })
    now += 10 * MINUTE
    changeStatus(doc, tomas, 'stable')
    const peers: Peer[] = [{ clientId: 2, id: lena.id, name: 'Lena', at: { entry: ENTRY } }]
    const rows = listResponders(readIncident(doc), peers, 'nobody' as ActorId, now + 3 * MINUTE)
    expect(rows.map(({ name, role, presence, state }) => [name, role, presence, state])).toEqual([
      ['Priya', 'Commander', 'away', '15m ago'],
      ['Lena', 'Responder', 'here', 'writing'],
      ['Tomas', 'Responder', 'away', '3m ago']
    ])
    expect(listResponders(readIncident(doc), [], tomas.id, now).find((row) => row.id === tomas.id)?.state).toBe('here')
  })

  it('are offered as commander before people known from elsewhere, each once', () => {
    const priya = author('Priya', () => THREE)
    const incident = readIncident(declared(priya))
    const peers: Peer[] = [{ clientId: 2, id: 'plena' as ActorId, name: 'Lena', at: null }]
    const known = [
      { id: priya.id, name: 'Priya' },
      { id: 'pmei' as ActorId, name: 'Mei' }
    ]
    expect(listChoices(incident, peers, known).map(({ name, detail }) => [name, detail])).toEqual([
      ['Lena', 'here'],
      ['Priya', 'responder'],
      ['Mei', undefined]
    ])
  })
})
