import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { People } from '#main/core/people.ts'
import { Replica } from '#main/core/replica.ts'
import { openLog } from '#main/core/sqlite/openDatabase.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import { LOG_FILE } from '#main/seat/openCore.ts'
import { personColour } from '#renderer/parts/person.ts'
import {
  addImpact,
  changeSeverity,
  changeStatus,
  declareIncident,
  flagEntry,
  postEntry,
  retimeEntry,
  setField,
  writeEvents,
  type Author
} from '#shared/doc/commands.ts'
import { createClock } from '#shared/domain/clock.ts'
import { newActorId, newDeviceId, newIncidentId, type ActorId } from '#shared/domain/ids.ts'
import type { Result } from '#shared/domain/result.ts'
import type { Status } from '#shared/domain/status.ts'
import { openSeat, type Seat } from './launch/seat.ts'
import { entry, hostWarRoom, nameYourself, openFromList, seesSaved } from './person.ts'
import { muster } from './musterCli.ts'

/* A war room in full swing, all invented: three machines, one incident, two people writing while the third looks. */

const TITLE = 'Checkout fails for one in five baskets'
const HALF_A_TITLE = 'Parcel labels print without an address'
const MINUTE = 60_000
const PEOPLE = { priya: 'Priya Raman', tomas: 'Tomás Oliveira', lena: 'Lena Fischer', jiwoo: 'Ji-woo Han', amara: 'Amara Okafor' } as const
type Who = keyof typeof PEOPLE

type Line = { at: number; by: Who } & (
  { note: string; flag?: boolean; movedTo?: number } | { update: string } | { severity: string } | { field: string; value: string }
)

/** Minutes after it was declared. */
const LINES: readonly Line[] = [
  { at: 1, by: 'priya', note: 'Alert `checkout_5xx > 2 %` for three minutes. All regions, mobile first.' },
  { at: 3, by: 'amara', note: 'Support has 40 messages: the basket is there, the pay button ends in an error.' },
  {
    at: 5,
    by: 'jiwoo',
    note: 'Began with rollout **r-318** of the basket router at 12 minutes before. Nothing else changed today.',
    flag: true
  },
  { at: 6, by: 'priya', severity: 'SEV-1' },
  { at: 7, by: 'priya', field: 'detection_method', value: 'monitor' },
  { at: 9, by: 'tomas', note: 'Rolling the basket router back to r-317, eu first.' },
  { at: 14, by: 'amara', update: 'Some customers cannot pay. Their baskets are safe. We are undoing a change from this morning.' },
  {
    at: 21,
    by: 'jiwoo',
    note: 'Rollback is through in eu and us. Errors down from 19 % to 3 %. The rest is retries that drain from the app gateway.',
    flag: true
  },
  {
    at: 27,
    by: 'lena',
    movedTo: 24,
    flag: true,
    note: 'The pool of `basket-db-1` is under its limit again. At the peak it was\n\n```\npool active=400/400 waiting=1193 timeout=5000ms\nrouter retry_budget=0 config=r-318\n```'
  },
  { at: 31, by: 'priya', field: 'root_cause', value: 'r-318 set the retry budget to 0' },
  { at: 32, by: 'lena', note: 'Went through the paid orders of the last hour against the acquirer. No order was charged' },
  { at: 33, by: 'tomas', note: 'Found why r-318 passed the canary: the canary has a retry budget of its own, so `retry_budget=0` never' }
]

const MINUTES_AGO = 36
const NOTES = 'Say on the status page when errors are under 0.5 % for ten minutes.'

/** Before and beside it: what the list shows. */
const OTHERS: readonly { title: string; severity: string; minutesAgo: number; status: Status; by: Who; service: string }[] = [
  {
    title: 'Search finds nothing in two languages',
    severity: 'SEV-3',
    minutesAgo: 2900,
    status: 'completed',
    by: 'jiwoo',
    service: 'search'
  },
  {
    title: 'Gift cards show a balance of zero',
    severity: 'SEV-3',
    minutesAgo: 1500,
    status: 'resolved',
    by: 'amara',
    service: 'gift-cards'
  },
  { title: HALF_A_TITLE, severity: 'SEV-2', minutesAgo: 94, status: 'stable', by: 'lena', service: 'labels' }
]
const FIRST_NUMBER = 1204

/** Writes the scene into a new data folder. */
async function write(dataDir: string): Promise<void> {
  const replica = new Replica({ store: new SqliteDocStore(openLog(join(dataDir, LOG_FILE))) })
  const people = new People(replica)
  const start = Date.now() - MINUTES_AGO * MINUTE
  let wall = start
  const authors = {} as Record<Who, Author>
  for (const [index, who] of (Object.keys(PEOPLE) as Who[]).entries()) {
    const person = { id: newIdOfColour(index + 1), name: PEOPLE[who] }
    await people.note(person)
    authors[who] = { ...person, clock: createClock(newDeviceId(), () => wall) }
  }
  const numbered = { kind: 'numberAssigned' as const, hub: 'the-room' }

  for (const [index, { title, severity, minutesAgo, status, by, service }] of OTHERS.entries()) {
    await replica.use(newIncidentId(), (doc) => {
      wall = Date.now() - minutesAgo * MINUTE
      done(declareIncident(doc, authors[by], { title, severity, services: [service], customerImpact: 'yes' }))
      writeEvents(doc, authors[by], [{ ...numbered, number: FIRST_NUMBER + index }])
      wall += 70 * MINUTE
      done(changeStatus(doc, authors[by], status))
    })
  }
  await replica.use(newIncidentId(), (doc) => {
    wall = start
    const { priya } = authors
    done(
      declareIncident(doc, priya, {
        title: TITLE,
        severity: 'SEV-2',
        services: ['checkout', 'basket-router', 'basket-db'],
        teams: ['Payments', 'Core data']
      })
    )
    writeEvents(doc, priya, [{ ...numbered, number: FIRST_NUMBER + OTHERS.length }])
    done(addImpact(doc, priya, { start: start - 7 * MINUTE, end: null, scope: 'One in five shoppers cannot pay', isCustomer: true }))
    done(setField(doc, priya, 'customer_impact', 'yes'))
    writeEvents(doc, priya, [{ kind: 'linkAdded', name: 'Checkout by result', url: 'https://graphs.shop.example/d/checkout' }])
    for (const line of LINES) {
      wall = start + line.at * MINUTE
      const author = authors[line.by]
      if ('severity' in line) done(changeSeverity(doc, author, line.severity))
      else if ('field' in line) done(setField(doc, author, line.field, line.value))
      else if ('update' in line) done(postEntry(doc, author, { text: line.update, category: 'update' }))
      else {
        const posted = done(postEntry(doc, author, { text: line.note }))
        if (line.flag) done(flagEntry(doc, author, posted, true))
        if (line.movedTo) done(retimeEntry(doc, author, posted, start + line.movedTo * MINUTE))
      }
    }
  })
  await replica.flush()
  await replica.close()
}

/** The colour of a person follows from their id; in a picture each has their own. */
function newIdOfColour(number: number): ActorId {
  for (;;) {
    const id = newActorId()
    if (personColour(id) === `var(--p${number})`) return id
  }
}

function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** One more machine in the room. */
async function joinAs(name: string, invite: string, dataDir: string): Promise<Seat> {
  muster('join', invite, '--data', dataDir)
  const seat = await openSeat({ host: 'loopback', dataDir })
  await nameYourself(seat.page, name)
  await openFromList(seat.page, TITLE)
  return seat
}

async function typeInto(page: Page, text: string, end: string): Promise<void> {
  await entry(page, text).first().focus()
  await page.keyboard.press('Enter')
  const editor = page.getByRole('textbox', { name: 'Text of the entry, Markdown' })
  await editor.press('Control+End')
  await editor.pressSequentially(end)
}

/** `visit` sees the room from the commander's seat. Takes three empty folders. */
export async function showWarRoom(
  [own, second, third]: readonly [string, string, string],
  visit: (page: Page) => Promise<void>
): Promise<void> {
  await write(own)
  const priya = await openSeat({ host: 'loopback', dataDir: own })
  const { page } = priya
  await nameYourself(page, PEOPLE.priya)
  const invite = await hostWarRoom(page)
  await openFromList(page, HALF_A_TITLE)
  await page.getByRole('link', { name: 'Incidents' }).first().click()
  await openFromList(page, TITLE)
  const tomas = await joinAs(PEOPLE.tomas, invite, second)
  const lena = await joinAs(PEOPLE.lena, invite, third)

  await lena.page.getByRole('tab', { name: 'Notes' }).click()
  await lena.page.getByRole('textbox', { name: /Notes of this incident/ }).click()
  await lena.page.keyboard.type(NOTES)
  await typeInto(lena.page, 'Went through', ' twice, and 14 have no receipt')
  await typeInto(tomas.page, 'Found why', ' bit there. Adding a check to the rollout ga')
  await entry(page, 'Adding a check to the rollout ga').waitFor()
  await entry(page, '14 have no receipt').waitFor()
  await seesSaved(page, /Shared/)
  await page.mouse.move(1, 1)
  await visit(page)
  for (const seat of [lena, tomas, priya]) await seat.close()
}
