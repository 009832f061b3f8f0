import { describe, expect, it } from 'vitest'
import { nameOf } from '#shared/domain/incident.ts'
import { stampMs } from '#shared/domain/clock.ts'
import { importText, iso, loadFixture, MemoryTarget } from './memoryTarget.ts'

const clean = { problems: [], problemCount: 0, notes: [], noteCount: 0, changed: 0, unchanged: 0, isCancelled: false }

describe('status feed', async () => {
  const target = new MemoryTarget()
  const report = await importText(loadFixture('statusFeed.jsonl'), target)

  it('I1 tells the format by itself and takes every incident', () => {
    expect(report).toEqual({ ...clean, format: 'statusFeed', incidents: 4, added: 4 })
    expect(target.updates).toBe(4)
  })

  it('I2 makes updates entries at their own times and names a state of the source once', () => {
    expect(target.entries('Pictures load slowly')).toEqual([
      '10:00 We look into slow pictures.',
      '10:20 **Identified**\n\nOne cache is full & slow.',
      '11:00 The cache is empty again.',
      '11:10 Still watching.',
      '11:30 This is over.'
    ])
  })

  it('I3 makes statuses transitions, impact severity and impact, components services', () => {
    const { incident } = target.byTitle('Pictures load slowly')
    expect(incident.transitions.map(({ status, at }) => [status, iso(at)])).toEqual([
      ['active', '2025-03-01T10:00:00.000Z'],
      ['stable', '2025-03-01T11:00:00.000Z'],
      ['resolved', '2025-03-01T11:30:00.000Z']
    ])
    expect(incident).toMatchObject({
      severity: 'SEV-3',
      customerImpact: 'yes',
      services: ['Pictures', 'Web shop'],
      commander: null,
      responders: [],
      overruled: []
    })
    expect(incident.impacts).toMatchObject([
      { start: Date.parse('2025-03-01T10:00Z'), end: Date.parse('2025-03-01T11:30Z'), scope: 'Pictures, Web shop', isCustomer: true }
    ])
    expect(nameOf(incident, incident.declaredBy)).toBe('status.larkfield.example')
    expect(incident.links).toMatchObject([{ url: 'https://www.status.larkfield.example/incidents/a1' }])
    expect(iso(incident.lastUpdateAt)).toBe('2025-03-01T11:30:00.000Z')
  })

  it('leaves an incident open that the feed does not end, and sorts its updates', () => {
    const { incident } = target.byTitle('Orders fail')
    expect(incident).toMatchObject({ status: 'active', resolvedAt: null, severity: 'SEV-1' })
    expect(incident.impacts).toMatchObject([{ end: null, scope: 'Orders fail' }])
    expect(target.entries('Orders fail')).toEqual(['08:00 We see failing orders.', '08:10 Nobody can order.'])
  })

  it('takes maintenance as completed, without customer impact', () => {
    expect(target.byTitle('New database servers').incident).toMatchObject({
      status: 'completed',
      severity: 'SEV-5',
      customerImpact: 'unknown',
      impacts: []
    })
  })

  it('reads unknown words, times without zone as UTC, and keeps no address that is not http', () => {
    const { incident } = target.byTitle('Something odd')
    expect(incident).toMatchObject({
      severity: 'UNKNOWN',
      status: 'resolved',
      links: [],
      declaredAt: Date.parse('2025-03-04T09:00Z'),
      resolvedAt: Date.parse('2025-03-04T09:30Z')
    })
    expect(target.entries('Something odd')).toEqual(['09:00 **Pondering**\n\nHm.'])
  })

  it('an incident reopened after its end is open, and its next end counts', async () => {
    const update = (at: string, status: string) => ({ at, status, message: status })
    const updates = [
      update('2025-01-01T00:00Z', 'Investigating'),
      update('2025-01-01T01:00Z', 'Resolved'),
      update('2025-01-01T02:00Z', 'Investigating')
    ]
    const record = { id: '1', title: 'Again', started_at: '2025-01-01T00:00Z', resolved_at: '2025-01-01T01:00Z', impact: 'minor', updates }
    const reopened = new MemoryTarget()
    await importText(JSON.stringify(record), reopened)
    expect(reopened.byTitle('Again').incident).toMatchObject({ status: 'active', resolvedAt: null })
    const ended = { ...record, resolved_at: '2025-01-01T03:00Z', updates: [...updates, update('2025-01-01T03:00Z', 'Resolved')] }
    await importText(JSON.stringify(ended), reopened)
    expect(iso(reopened.byTitle('Again').incident.resolvedAt)).toBe('2025-01-01T03:00:00.000Z')
  })
})

describe('cloud status', async () => {
  const target = new MemoryTarget()
  const report = await importText(loadFixture('cloudStatus.json'), target)

  it('I4 resolves at the end the source gives, also when that was written later', () => {
    expect(report).toEqual({ ...clean, format: 'cloudStatus', incidents: 2, added: 2 })
    const { incident } = target.byTitle('Queries are slow in north-1')
    expect(incident).toMatchObject({ status: 'resolved', severity: 'SEV-2', services: ['Larkbase', 'Larkstore'], customerImpact: 'yes' })
    expect(iso(incident.declaredAt)).toBe('2025-04-01T12:00:00.000Z')
    expect(iso(incident.resolvedAt)).toBe('2025-04-01T14:00:00.000Z')
    expect(incident.impacts).toMatchObject([{ end: Date.parse('2025-04-01T14:00Z'), scope: 'Larkbase, Larkstore · North 1' }])
    const resolved = incident.timeline.find(({ event }) => event.kind === 'statusChanged')
    expect(iso(stampMs(resolved!.id))).toBe('2025-04-01T14:30:00.000Z')
  })

  it('keeps the state the source named, where it changes', () => {
    expect(target.entries('Queries are slow in north-1')).toEqual([
      '12:20 **Service disruption**\n\nQueries take ten times as long.',
      '13:00 **Service outage**\n\nNow nothing answers.',
      '14:30 Queries are fast again.'
    ])
  })

  it('leaves open what has no end', () => {
    expect(target.byTitle('Console is not reachable').incident).toMatchObject({
      status: 'active',
      resolvedAt: null,
      severity: 'SEV-4',
      services: ['Console']
    })
  })
})

describe('statuspage', async () => {
  const target = new MemoryTarget()
  const report = await importText(loadFixture('statuspage.json'), target)

  it('I5 reads the page, its incidents and their updates', () => {
    expect(report).toEqual({ ...clean, format: 'statuspage', incidents: 2, added: 2 })
    const { incident } = target.byTitle('Log-in is down')
    expect(incident).toMatchObject({ status: 'resolved', severity: 'SEV-2', services: ['Accounts', 'Log-in'] })
    expect(incident.transitions.map(({ status }) => status)).toEqual(['active', 'stable', 'resolved'])
    expect(iso(incident.resolvedAt)).toBe('2025-05-01T08:00:00.000Z')
    expect(nameOf(incident, incident.declaredBy)).toBe('status.larkfield.example')
    expect(target.entries('Log-in is down').at(-1)).toBe('08:00 **Postmortem**\n\nA key was **too old**.\n\n- rotate <monthly>')
  })

  it('takes a status the updates do not tell', () => {
    expect(target.byTitle('Mail is late').incident).toMatchObject({
      status: 'stable',
      severity: 'SEV-5',
      customerImpact: 'no',
      impacts: []
    })
  })

  it('reads scheduled maintenances, and a page without incidents', async () => {
    const maintenance = {
      id: 'm1',
      name: 'New discs',
      status: 'completed',
      impact: 'maintenance',
      created_at: '2025-01-01T00:00Z',
      incident_updates: [],
      scheduled_for: '2025-01-02T00:00Z'
    }
    const planned = new MemoryTarget()
    await importText(JSON.stringify({ page: { url: 'https://s.example' }, scheduled_maintenances: [maintenance] }), planned)
    expect(planned.byTitle('New discs').incident.status).toBe('completed')
    expect(await importText('{"page":{"url":"https://s.example"},"incidents":[]}')).toEqual({
      ...clean,
      format: 'statuspage',
      incidents: 0,
      added: 0
    })
  })
})

it('I6 the same incident has the same id whoever imports it, and another system has another', async () => {
  const [one, two, other] = [new MemoryTarget(), new MemoryTarget(), new MemoryTarget()]
  const text = loadFixture('statusFeed.jsonl')
  await importText(text, one)
  await importText(text, two)
  await importText(text.replaceAll('larkfield', 'elsewhere'), other)
  expect([...one.docs.keys()]).toEqual([...two.docs.keys()])
  for (const id of one.docs.keys()) expect(id).toMatch(/^[0-9a-z]{16}$/)
  // the fourth names no system
  expect([...other.docs.keys()].filter((id) => one.docs.has(id))).toHaveLength(1)
})

it('takes a byte order mark, CRLF, UTF-16 and a bare array of the same records', async () => {
  const text = loadFixture('statusFeed.jsonl')
  expect((await importText(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).added).toBe(4)
  const records = text.split('\n').filter(Boolean)
  expect(await importText(`[${records.join(',')}]`)).toMatchObject({ format: 'statusFeed', added: 4, problemCount: 0 })
})

it('keeps a title that is too long whole, in the first entry', async () => {
  const title = 'very long '.repeat(80).trim()
  const target = new MemoryTarget()
  await importText(
    JSON.stringify({
      id: '1',
      title,
      started_at: '2025-01-01T00:00Z',
      impact: 'minor',
      updates: [{ at: '2025-01-01T00:00Z', status: 'x', message: 'y'.repeat(200_000) }]
    }),
    target
  )
  const [doc] = target.docs.values()
  const shown = [...target.docs.keys()].length === 1 && doc ? target.entries(`${title.slice(0, 499)}…`) : []
  expect(shown[0]).toBe(`00:00 ${title}`)
  expect(shown[1]).toContain('y'.repeat(200_000))
})
