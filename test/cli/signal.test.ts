import { describe, expect, it } from 'vitest'
import { fail, ok } from '#shared/domain/result.ts'
import { runFake } from './fakeIo.ts'

const ALERTS = JSON.stringify({
  alerts: [
    { status: 'firing', labels: { alertname: 'PaySlow' } },
    { status: 'firing', labels: { alertname: 'PayDown' } }
  ]
})
const GRAPH = JSON.stringify({
  status: 'success',
  data: { resultType: 'matrix', result: [{ metric: {}, values: [[1_713_182_584, '1']] }] }
})
const given = (text: string) => ({ readFile: async () => new TextEncoder().encode(text) })

describe('muster signal add', () => {
  it('I54 puts what is in a file into the clipboard, or attaches it to an incident, and says how many', async () => {
    const collected = await runFake(
      ['signal', 'add', 'a.json'],
      { addToClipboard: () => ok({ added: 2, dropped: ['old one'] }) },
      given(ALERTS)
    )
    expect([collected.code, collected.out]).toEqual([0, '2 signals added to the clipboard\n'])
    expect(collected.err).toBe('dropped from the clipboard, which holds 20: old one\n')
    expect(collected.calls).toMatchObject([['addToClipboard', { signals: [{ type: 'monitor', title: 'PaySlow' }, { title: 'PayDown' }] }]])

    const argv = ['signal', 'add', '-', '--incident', 'IR-3', '--title', 'Errors', '--query', 'rate(errors[5m])']
    const attached = await runFake(argv, { attachSignals: () => ok({ id: 'x', attached: 1 }) }, { readInput: async () => GRAPH })
    expect([attached.code, attached.out]).toEqual([0, '1 signal attached\n'])
    expect(attached.calls).toMatchObject([
      ['attachSignals', { ref: 'IR-3', signals: [{ type: 'graph', title: 'Errors', query: 'rate(errors[5m])' }] }]
    ])
  })

  it('I55 names what it cannot read by its place, and adds nothing when nothing can be read', async () => {
    const bad = await runFake(['signal', 'add', 'a.json'], {}, given('{"type":"monitor",\n "title"}'))
    expect([bad.code, bad.out, bad.calls]).toEqual([1, '', []])
    expect(bad.err).toMatch(/^line 2, column 9: This is no JSON.*\nmuster: No signal was added from a.json\.\n$/)
    const mixed = await runFake(
      ['signal', 'add', 'a.json'],
      { addToClipboard: () => ok({ added: 1, dropped: [] }) },
      given(`[${GRAPH},{"a":1}]`)
    )
    expect(mixed.code).toBe(0)
    expect(mixed.err).toContain('[1]: This is no signal.')
    expect((await runFake(['signal', 'drop', 'a.json'])).code).toBe(2)
    const gone = await runFake(
      ['signal', 'add', 'a.json', '--incident', 'x'],
      { attachSignals: () => fail('notFound', 'There is no x.') },
      given(GRAPH)
    )
    expect([gone.code, gone.err]).toEqual([1, 'muster: There is no x.\n'])
  })
})
