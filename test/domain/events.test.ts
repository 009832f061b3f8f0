import { describe, expect, it } from 'vitest'
import { makeEventId } from '#shared/domain/clock.ts'
import { EVENT_SCHEMAS, parseEvent } from '#shared/domain/events.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import type { DeviceId } from '#shared/domain/ids.ts'
import { declaredFields, T0, writer } from '#test/support/events.ts'

const id = makeEventId(T0, 0, 'dev1' as DeviceId)
const envelope = { id, at: T0, by: 'pana' }
const status = { ...envelope, kind: 'statusChanged', status: 'stable', base: null }
const problemOf = (input: unknown, key: string = id) => {
  const parsed = parseEvent(key, input)
  return parsed.type === 'malformed' ? parsed.problem : parsed.type
}

describe('parsing events', () => {
  it('D40 takes a well-formed event as it is', () => {
    expect(parseEvent(id, status)).toEqual({ type: 'event', event: status })
  })
  it('D41 a kind of a newer build is known as unknown, not as wrong', () => {
    expect(parseEvent(id, { ...envelope, kind: 'pollOpened', signal: {} })).toEqual({ type: 'unknown', kind: 'pollOpened' })
    expect(parseEvent(id, { kind: 'constructor' })).toEqual({ type: 'unknown', kind: 'constructor' })
    expect(parseEvent(id, { kind: '__proto__' })).toEqual({ type: 'unknown', kind: '__proto__' })
  })
  it.each([
    ['status', { ...status, status: 'closed' }],
    ['base', { ...status, base: 'not an id' }],
    ['at', { ...status, at: 1.5 }],
    ['at', { ...status, at: 9e15 }],
    ['at', { ...status, at: NaN }],
    ['by', { ...status, by: '' }],
    ['id', { ...status, id: 'ABC' }],
    ['title', { ...envelope, ...declaredFields, kind: 'declared', title: 'x'.repeat(501) }],
    ['severity', { ...envelope, ...declaredFields, kind: 'declared', severity: 'SEV-11' }],
    ['number', { ...envelope, kind: 'numberAssigned', number: 0, hub: 'h' }],
    ['name', { ...envelope, kind: 'actorNamed', actor: 'pana', name: 'x'.repeat(201) }],
    ['url', { ...envelope, kind: 'linkAdded', name: 'n', url: 'x'.repeat(2001) }],
    ['source', { ...status, source: 'x'.repeat(301) }],
    ['value', { ...envelope, kind: 'fieldSet', field: 'services', value: ['x'.repeat(501)], base: null }]
  ])('D42 names %s when it is wrong', (path, input) => {
    expect(problemOf(input)).toMatch(new RegExp(`^${path}(\\.|:)`))
  })
  it.each([null, undefined, 5, 'text', [], {}, { kind: 5 }])('D43 %j has no kind', (input) => {
    expect(problemOf(input)).toBe('it has no kind')
  })
  it('D44 an event filed under another id is not used', () => {
    const other = makeEventId(T0, 1, 'dev1' as DeviceId)
    expect(problemOf(status, other)).toBe(`it is filed under ${other} but calls itself ${id}`)
  })
  it('D45 keys that name parts of JavaScript objects do no harm', () => {
    const hostile = JSON.parse(
      `{"__proto__":{"isTest":true},"constructor":{"prototype":{"x":1}},"kind":"statusChanged","status":"stable","base":null,"id":"${id}","at":1,"by":"__proto__"}`
    ) as unknown
    const parsed = parseEvent(id, hostile)
    expect(parsed.type).toBe('event')
    expect(Object.hasOwn((parsed as { event: object }).event, 'constructor')).toBe(false)
    const event = writer()
    const incident = foldIncident([
      event('declared', declaredFields),
      event('fieldSet', { field: '__proto__', value: 'polluted', base: null }),
      event('fieldSet', { field: 'constructor', value: 'polluted', base: null }),
      event('roleAssigned', { role: '__proto__', person: '__proto__' as never, base: null }),
      event('actorNamed', { actor: '__proto__' as never, name: 'Mallory' })
    ])
    expect(incident.fields['toString'], 'nothing inherited').toBeUndefined()
    expect(incident.fields['__proto__']).toBe('polluted')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(incident.title).toBe('Checkout fails')
    expect(incident.names.get('__proto__' as never)).toBe('Mallory')
  })
  it('D46 every kind of the table knows its own name', () => {
    for (const [kind, schema] of Object.entries(EVENT_SCHEMAS)) expect(schema.entries.kind.literal).toBe(kind)
  })
})
