import { describe, expect, it, onTestFinished } from 'vitest'
import type * as Y from 'yjs'
import { RuleEngine } from '#main/core/rules/ruleEngine.ts'
import { Settings } from '#main/core/settings.ts'
import { changeSeverity, changeStatus, declareIncident, postEntry, setField, type Author, type Declaration } from '#shared/doc/commands.ts'
import { setSettings, type NewSetting } from '#shared/doc/settingsCommands.ts'
import { tryWrite } from '#shared/doc/write.ts'
import { WORKSPACE_DOC } from '#shared/domain/ids.ts'
import type { Message } from '#shared/domain/messages.ts'
import { valueOf, type Result } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { caughtUp, openSyncedClient, openTestHub, openTestLink } from '#test/support/hubs.ts'
import { incidentOf, openTestReplica, type TestReplica } from '#test/support/replicas.ts'
import { until } from '#test/support/until.ts'

const ana = newAuthor('Ana')

interface RulesSeat extends TestReplica {
  engine: RuleEngine
  /** As a crash would end it. */
  crash(): void
}

function openRulesSeat(dir?: string): RulesSeat {
  const seat = openTestReplica(dir)
  const settings = new Settings(seat.replica)
  const engine = new RuleEngine({ replica: seat.replica, settings })
  const end = async () => {
    await engine.close()
    settings.close()
  }
  onTestFinished(end)
  return { ...seat, engine, crash: () => (void end(), seat.kill()) }
}

const RULE = {
  query: 'severity:SEV-1',
  trigger: 'matches',
  recipients: ['email:ops@example.org'],
  visibility: 'all',
  renotifyOn: ['state']
}

async function setRule(seat: TestReplica, changed: Partial<typeof RULE> & { isOn?: boolean } = {}, id = 'r1'): Promise<void> {
  const rule = { name: 'Big ones', ...RULE, ...changed }
  const changes: NewSetting[] = Object.entries(rule).map(([name, value]) => ({ path: `types/incident/rules/${id}/${name}`, value }))
  await seat.replica.use(WORKSPACE_DOC, (doc) => valueOf(setSettings(doc, ana, changes)))
}

const change = <T>(seat: TestReplica, docId: string, work: (doc: Y.Doc, author: Author) => Result<T>, author = ana): Promise<T> =>
  seat.replica.use(docId, (doc) => valueOf(work(doc, author)))
const declare = (seat: TestReplica, docId: string, changed: Partial<Declaration> = {}) =>
  change(seat, docId, (doc, author) => declareIncident(doc, author, { ...aDeclaration, ...changed }))
const raise = (seat: TestReplica, docId: string, severity = 'SEV-1') =>
  change(seat, docId, (doc, author) => changeSeverity(doc, author, severity))

async function messagesOf(seat: TestReplica, docId: string): Promise<Message[]> {
  return (await incidentOf(seat.replica, docId)).messages
}
async function sentBy(seat: RulesSeat, docId: string): Promise<Message[]> {
  await seat.engine.settle()
  return messagesOf(seat, docId)
}

describe('rules at one seat', () => {
  it('P30 a rule sends once when the incident comes to match, again when it does so again, and not while it goes on', async () => {
    const seat = openRulesSeat()
    await setRule(seat)
    await declare(seat, 'incident-a')
    expect(await sentBy(seat, 'incident-a')).toEqual([])
    await raise(seat, 'incident-a')
    const [message] = await sentBy(seat, 'incident-a')
    expect(message).toMatchObject({ rule: 'r1', recipients: RULE.recipients, by: 'rule:r1', subject: '[SEV-1] Checkout fails' })
    await change(seat, 'incident-a', (doc, author) => setField(doc, author, 'summary', 'Cards are declined'))
    await change(seat, 'incident-a', (doc, author) => postEntry(doc, author, { text: 'SEV-1' }))
    expect(await sentBy(seat, 'incident-a')).toHaveLength(1)
    await raise(seat, 'incident-a', 'SEV-3')
    await raise(seat, 'incident-a')
    expect(await sentBy(seat, 'incident-a')).toHaveLength(2)
  })
  it('P31 a declaration is one occasion, with all that was filled in with it', async () => {
    const seat = openRulesSeat()
    await setRule(seat, { trigger: 'declared', query: 'service:checkout' })
    await declare(seat, 'incident-a', { services: ['checkout'], notes: 'First look' })
    await declare(seat, 'incident-b')
    await change(seat, 'incident-b', (doc, author) => setField(doc, author, 'services', ['checkout']))
    expect(await sentBy(seat, 'incident-a')).toHaveLength(1)
    expect(await sentBy(seat, 'incident-b')).toEqual([])
  })
  it('P32 a chosen field that changes sends again and says what it follows; without a first message nothing follows', async () => {
    const seat = openRulesSeat()
    await declare(seat, 'incident-old', { severity: 'SEV-1' })
    await setRule(seat)
    await declare(seat, 'incident-a', { severity: 'SEV-1' })
    for (const docId of ['incident-old', 'incident-a']) await change(seat, docId, (doc, author) => changeStatus(doc, author, 'stable'))
    const [first, second, ...none] = await sentBy(seat, 'incident-a')
    expect([first!.renotifies, second!.renotifies, none]).toEqual([null, first!.id, []])
    // older than the rule: that it matches all along is no occasion
    expect(await sentBy(seat, 'incident-old')).toEqual([])
  })
  it('P33 what was imported sets off nothing; what somebody does to it later does', async () => {
    const seat = openRulesSeat()
    await setRule(seat)
    const event = {
      title: 'Imported',
      severity: 'SEV-1',
      status: 'active',
      visibility: 'public',
      isTest: false,
      customerImpact: 'unknown'
    } as const
    await change(seat, 'incident-a', (doc) =>
      tryWrite(doc, { ...ana, id: 'source:feed' as Author['id'] }, [{ kind: 'declared', ...event, commander: null, source: 'feed/1' }])
    )
    expect(await sentBy(seat, 'incident-a')).toEqual([])
    await raise(seat, 'incident-a', 'SEV-2')
    await raise(seat, 'incident-a')
    expect(await sentBy(seat, 'incident-a')).toHaveLength(1)
  })
  it('P34 a condition on words is met by what is written later', async () => {
    const seat = openRulesSeat()
    await setRule(seat, { query: 'rollback' })
    await declare(seat, 'incident-a')
    await change(seat, 'incident-a', (doc, author) => postEntry(doc, author, { text: 'Starting the rollback' }))
    await change(seat, 'incident-a', (doc, author) => postEntry(doc, author, { text: 'rollback done' }))
    expect(await sentBy(seat, 'incident-a')).toHaveLength(1)
  })
  it('P35 what a crash left is looked at with the rules of that moment, and nothing twice', async () => {
    const seat = openRulesSeat()
    await setRule(seat)
    await declare(seat, 'incident-a', { severity: 'SEV-1' })
    expect(await sentBy(seat, 'incident-a')).toHaveLength(1)
    await seat.engine.close()
    // the engine is gone: two changes, and a rule made after them
    await declare(seat, 'incident-b', { severity: 'SEV-1' })
    await declare(seat, 'incident-c')
    await setRule(seat, { query: 'severity:SEV-2' }, 'r2')
    await seat.replica.flush()
    // and the place it kept is an old one
    seat.store.setMeta('rules.through', '0')
    seat.crash()
    const again = openRulesSeat(seat.dir)
    expect(await sentBy(again, 'incident-a')).toHaveLength(1)
    expect((await sentBy(again, 'incident-b')).map(({ rule }) => rule)).toEqual(['r1'])
    expect(await sentBy(again, 'incident-c')).toEqual([])
  })
  it('P36 while the disk refuses, messages wait, and come once it is over', async () => {
    const seat = openRulesSeat()
    await setRule(seat)
    await declare(seat, 'incident-a')
    await seat.replica.flush()
    seat.store.breakDown('disk full')
    void raise(seat, 'incident-a')
    await until('refused', () => seat.replica.fault !== null)
    expect(await messagesOf(seat, 'incident-a')).toEqual([])
    seat.store.mend()
    await until('sent', async () => (await messagesOf(seat, 'incident-a')).length === 1)
  })
})

describe('rules in a room', () => {
  it('P37 two seats and a hub all know the rule: one message, wherever the change was made', async () => {
    const [host, guest, other] = [openRulesSeat(), openRulesSeat(), openRulesSeat()]
    const hub = await openTestHub(host)
    await setRule(host)
    const links = [await openTestLink(guest, hub), await openTestLink(other, hub)]
    const settled = async () => {
      for (let round = 0; round < 2; round++) {
        for (const link of links) await caughtUp(link)
        for (const seat of [host, guest, other]) await seat.engine.settle()
      }
    }
    await settled()
    await declare(guest, 'incident-a', { severity: 'SEV-1' })
    await declare(host, 'incident-b', { severity: 'SEV-1' })
    await settled()
    await until(
      'everywhere',
      async () => (await messagesOf(other, 'incident-a')).length === 1 && (await messagesOf(other, 'incident-b')).length === 1
    )
    await raise(other, 'incident-a', 'SEV-2')
    await settled()
    await until('lowered here', async () => (await incidentOf(guest.replica, 'incident-a')).severity === 'SEV-2')
    await raise(guest, 'incident-a')
    await settled()
    await until('sent again, everywhere', async () => (await messagesOf(other, 'incident-a')).length === 2)
    for (const seat of [host, guest, other]) {
      expect(await sentBy(seat, 'incident-a')).toHaveLength(2)
      expect(await sentBy(seat, 'incident-b')).toHaveLength(1)
    }
  })
  it('P38 what a plain client changes is looked at by the hub alone', async () => {
    const [host, guest] = [openRulesSeat(), openRulesSeat()]
    const hub = await openTestHub(host)
    await setRule(host)
    await declare(host, 'incident-a')
    const link = await openTestLink(guest, hub)
    await caughtUp(link)
    const client = await openSyncedClient(hub, 'incident-a')
    valueOf(changeSeverity(client.doc, newAuthor('Plain'), 'SEV-1'))
    await until('sent', async () => (await messagesOf(guest, 'incident-a')).length === 1)
    await guest.engine.settle()
    await host.engine.settle()
    await caughtUp(link)
    expect(await messagesOf(host, 'incident-a')).toHaveLength(1)
    expect(await messagesOf(guest, 'incident-a')).toHaveLength(1)
  })
})
