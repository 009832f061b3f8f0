import type { Page } from 'playwright-core'
import { waitFor } from './launch/waitFor.ts'
import { boardScenes } from './boardScenes.ts'
import { figureScenes } from './figureScenes.ts'
import { imageScenes } from './imageScenes.ts'
import { pageScenes } from './pageScenes.ts'
import { momentScenes } from './momentScenes.ts'
import { reviewScenes } from './reviewScenes.ts'
import { signalScenes } from './signalScenes.ts'
import { closedIncidents, feedLine } from './statusFeed.ts'

/* Every screen and dialog, and how a person comes to it. Shown one after the other by the tests of accessibility and the pictures. */

export const SIZES = [
  { name: '1440', width: 1440, height: 900 },
  { name: '1000', width: 1000, height: 800 },
  { name: '390', width: 390, height: 844 }
] as const
export type Size = (typeof SIZES)[number]

export const THEMES = ['dark', 'light'] as const

/** What the setting does, without leaving the screen. */
export const setTheme = (page: Page, theme: string): Promise<void> =>
  page.evaluate((name) => void (document.documentElement.dataset['theme'] = name), theme)

export interface Scene {
  name: string
  show(page: Page, size: Size): Promise<void>
}

/** The incident of the samples that has most in it. */
export const FULL_ROOM = 'One in five card payments is declined at checkout'

/** Back to a window that was just opened, on the list. */
export async function startAnew(page: Page): Promise<void> {
  await page.evaluate(() => {
    localStorage.clear()
    location.hash = '#list'
  })
  await page.reload()
  await page.locator('[data-row]').first().waitFor()
}

async function openRoom(page: Page, { width }: Size): Promise<void> {
  await page.locator('[data-row]', { hasText: FULL_ROOM }).click()
  await page.getByRole('heading', { level: 1, name: FULL_ROOM }).waitFor()
  await page.locator('article').first().waitFor()
  if (width < 720) await page.getByRole('tab', { name: /Timeline/ }).waitFor()
}

/** The panel of details, which lies over the timeline where there is less room, and is a tab on a phone. */
async function openDetails(
  page: Page,
  size: Size,
  tab: 'Overview' | 'Notes' | 'Root cause' | 'Postmortem' | 'Tasks' | 'Links'
): Promise<void> {
  await openRoom(page, size)
  if (size.width >= 720 && size.width < 1200) await page.getByRole('button', { name: 'Details' }).click()
  await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
}

const CHOOSE_COMMANDER = /^(Hand over|Change|Choose)$/
const TASKS = [
  ['Compare declined payments with the acquirer', '+20m'],
  ['Tell support when the rollback is through', '2026-03-12 04:10'],
  ['Write down which canary passed and why', '']
] as const

async function chooseCommander(page: Page): Promise<void> {
  await page.getByRole('button', { name: CHOOSE_COMMANDER }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Mei Tanaka')
  await page.keyboard.press('Enter')
  await page.getByRole('form', { name: 'Offer command' }).waitFor()
}

/** The last note: above what Muster wrote by itself since, and drawn only when it is near. */
async function focusNote(page: Page): Promise<void> {
  const note = page.locator('article', { has: page.locator('.body') }).last()
  await waitFor('a note to be drawn', async () => {
    if ((await note.count()) > 0) return true
    await page.getByRole('log').evaluate((log) => log.scrollBy(0, -100))
    return undefined
  })
  await note.focus()
}

async function importReport(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Import a file' }).click()
  const lines = [
    ...closedIncidents(3).map(feedLine),
    '{"id": "cut off',
    '{"id": "no-start", "title": "No start", "impact": "minor", "started_at": "soon"}'
  ]
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'shop-status.jsonl', mimeType: 'application/json', buffer: Buffer.from(lines.join('\n')) })
  await page.getByText('2 lines not taken').waitFor()
}

async function openMenu(page: Page, item: RegExp): Promise<void> {
  await page.locator('[data-sync]').first().click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}

/** The pages of the default incident type, set up by hand the first time: what is shared outlives a visit. */
const SETTINGS_SCENES: readonly Scene[] = [
  { name: 'settings-types', show: (page) => openSettings(page, 'types', 'Incident types') },
  {
    name: 'settings-new-type',
    async show(page) {
      await openSettings(page, 'types', 'Incident types')
      await page.getByRole('button', { name: 'New type' }).click()
      await page.getByRole('textbox', { name: /^Name/ }).fill('Security incident')
    }
  },
  { name: 'settings-general', show: (page) => openSettings(page, 'general', 'General') },
  {
    name: 'settings-fields',
    async show(page) {
      await openSettings(page, 'fields', 'Fields')
      await addField(page, 'Blast radius', ['One service', 'One region', 'Everything'])
    }
  },
  {
    name: 'settings-field-new',
    async show(page) {
      await openSettings(page, 'fields', 'Fields')
      await page.getByRole('button', { name: 'Add field to Why it happened' }).click()
      await page.getByRole('textbox', { name: /^Label/ }).fill('Rollout id')
    }
  },
  {
    name: 'settings-impact-fields',
    async show(page) {
      await openSettings(page, 'fields', 'Fields')
      await addImpactField(page, 'Region')
      await page.getByRole('radio', { name: 'Impact', exact: true }).click()
      await page.getByRole('heading', { name: 'Each impact' }).first().scrollIntoViewIfNeeded()
    }
  },
  {
    name: 'settings-field-remove',
    async show(page) {
      await openSettings(page, 'fields', 'Fields')
      await addField(page, 'Blast radius', ['One service', 'One region', 'Everything'])
      await page.getByRole('button', { name: 'Remove field' }).click()
      await page.getByRole('dialog').locator('[data-uses]').waitFor()
    }
  },
  { name: 'settings-severities', show: (page) => openSettings(page, 'severities', 'Severities') },
  {
    name: 'settings-severity-remove',
    async show(page) {
      await openSettings(page, 'severities', 'Severities')
      await page.getByRole('button', { name: 'Remove SEV-5' }).click()
      await page.getByRole('dialog').locator('[data-uses]').waitFor()
    }
  },
  { name: 'settings-statuses', show: (page) => openSettings(page, 'statuses', 'Statuses') },
  {
    name: 'settings-roles',
    async show(page) {
      await openSettings(page, 'roles', 'Roles')
      if ((await page.getByRole('button', { name: 'Remove Scribe' }).count()) > 0) return
      await page.getByRole('textbox', { name: 'New role' }).fill('Scribe')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Remove Scribe' }).waitFor()
    }
  },
  { name: 'settings-changes', show: (page) => openSettings(page, 'changes', 'Changes') }
]

/** A text that is asked of each impact; there once, however often it is looked at. */
async function addImpactField(page: Page, label: string): Promise<void> {
  const section = page.getByRole('region', { name: 'Each impact' })
  if ((await section.getByRole('button', { name: new RegExp(`^${label} `) }).count()) > 0) return
  await section.getByRole('button', { name: 'Add field to each impact' }).click()
  await section.getByRole('textbox', { name: /^Label/ }).fill(label)
  await section.getByRole('combobox', { name: /^Type/ }).selectOption('text')
  await section.getByRole('button', { name: 'Add field', exact: true }).click()
  await section.getByRole('button', { name: new RegExp(`^${label} `) }).waitFor()
}

async function openSettings(page: Page, section: string, title: string): Promise<void> {
  await page.evaluate((hash) => void (location.hash = hash), `#settings/${section}`)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** Opens it where it is there already. */
async function addField(page: Page, label: string, values: readonly string[]): Promise<void> {
  const row = page.getByRole('button', { name: new RegExp(`^${label}`) })
  if ((await row.count()) > 0) return row.click()
  await page.getByRole('button', { name: 'Add field to Attributes' }).click()
  await page.getByRole('textbox', { name: /^Label/ }).fill(label)
  await page.keyboard.press('Enter')
  for (const value of values) {
    await page.getByRole('textbox', { name: 'New value' }).fill(value)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `Remove ${value}` }).waitFor()
  }
}

const RULE = 'Tell the commander of each SEV-1'

/** A message is being written, to two people, with a variable that is none. */
async function writeMessage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Notify', exact: true }).click()
  const form = page.getByRole('form', { name: 'Message' })
  await form.getByRole('combobox', { name: 'To', exact: true }).fill('ops@example.org')
  await page.keyboard.press('Enter')
  await form.getByRole('combobox', { name: 'To', exact: true }).fill('responders')
  await page.keyboard.press('Enter')
  await form.getByRole('combobox', { name: 'Template' }).selectOption({ label: 'Status update' })
  await form
    .getByRole('textbox', { name: 'Message' })
    .fill('{{incident.severity}}, {{incident.status}}.\n\n- Rolling back {{incident.oops}}\n- Next update by {{incident.next_update}}')
}

/** A rule, an incident it speaks of, and with it a message for whoever sits here; made once. Settles in My work. */
async function getMessage(page: Page): Promise<void> {
  await page.evaluate(() => void (location.hash = '#settings/rules'))
  await page.getByRole('button', { name: 'New rule' }).waitFor()
  if ((await page.getByRole('switch', { name: `${RULE} is on` }).count()) === 0) {
    await page.getByRole('button', { name: 'New rule' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill(RULE)
    for (const recipient of ['commander', 'ops@example.org']) {
      await page.getByRole('combobox', { name: 'Tell' }).fill(recipient)
      await page.keyboard.press('Enter')
    }
    await page.getByRole('button', { name: 'SEV-1', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Status' }).check()
    await page.getByRole('button', { name: 'Save rule' }).click()
    await page.getByRole('switch', { name: `${RULE} is on` }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('d')
    await page.getByRole('textbox', { name: /^Title/ }).fill('Card payments are declined in Brazil')
    await page.getByRole('radio', { name: /SEV-1/ }).click()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { level: 1, name: /Card payments/ }).waitFor()
  }
  await page.evaluate(() => void (location.hash = '#work'))
  await page.locator('[data-message]').first().waitFor()
}

export const SCENES: readonly Scene[] = [
  { name: 'list', show: async () => undefined },
  {
    name: 'analytics',
    async show(page) {
      await page.evaluate(() => void (location.hash = '#analytics'))
      await page.getByRole('heading', { level: 3, name: 'Time to repair, p90' }).waitFor()
    }
  },
  {
    name: 'list-search',
    async show(page) {
      await page.keyboard.press('/')
      await page.keyboard.type('state:resolved severity:(SEV-2 OR SEV-3)')
      await page.getByText('Open, outside this search').waitFor()
    }
  },
  {
    name: 'list-fault',
    async show(page) {
      await page.keyboard.press('/')
      await page.keyboard.type('severty:SEV-1')
      await page.getByText(/^Character 1:/).waitFor()
    }
  },
  {
    name: 'list-nothing',
    async show(page) {
      await page.keyboard.press('/')
      await page.keyboard.type('zeppelin')
      await page.getByText('Nothing matches this search.').waitFor()
    }
  },
  {
    name: 'list-words',
    async show(page) {
      await page.keyboard.press('/')
      await page.keyboard.type('payments')
      await page.locator('[data-row] .where').first().waitFor()
    }
  },
  {
    name: 'list-best',
    async show(page) {
      await page.keyboard.press('/')
      await page.keyboard.type('payments OR checkout')
      await page.locator('[data-row] .where').first().waitFor()
      // on a phone it is found in the palette
      const best = page.getByRole('button', { name: 'Best match first' })
      if (await best.isVisible()) await best.click()
    }
  },
  {
    name: 'list-complete',
    async show(page) {
      await page.keyboard.press('/')
      await page.keyboard.type('state:active serv')
      await page.getByRole('option', { name: /service/ }).waitFor()
      await page.keyboard.press('ArrowDown')
    }
  },
  {
    name: 'list-columns',
    async show(page, { width }) {
      if (width < 720) return
      await page.getByRole('button', { name: 'Columns' }).click()
      await page.getByRole('dialog', { name: 'Columns' }).waitFor()
    }
  },
  {
    name: 'list-view',
    async show(page) {
      await page.getByRole('button', { name: 'Save what is shown as a view' }).click()
      await page.getByRole('dialog', { name: 'Save as a view' }).waitFor()
    }
  },
  {
    name: 'list-filters',
    async show(page) {
      await page.keyboard.press('f')
      await page.getByRole('region', { name: 'Filters' }).waitFor()
    }
  },
  {
    name: 'list-peek',
    async show(page) {
      await page.keyboard.press('j')
      await page.keyboard.press('Space')
      await page.getByText(/Latest of/).waitFor()
    }
  },
  { name: 'menu', show: async (page) => page.locator('[data-sync]').first().click() },
  {
    name: 'declare',
    async show(page) {
      await page.keyboard.press('d')
      await page.getByRole('textbox', { name: /^Title/ }).fill('Checkout answers with an error for one in ten')
      await page.getByRole('radio', { name: /SEV-2/ }).click()
      await page.getByRole('combobox', { name: 'Services' }).fill('checkout')
      await page.keyboard.press('Enter')
    }
  },
  {
    name: 'declare-same',
    async show(page) {
      await page.keyboard.press('d')
      await page.getByRole('textbox', { name: /^Title/ }).fill('Card payments declined at the checkout')
      await page.getByRole('region', { name: 'Perhaps the same' }).waitFor()
    }
  },
  {
    name: 'declare-notify',
    async show(page) {
      await page.keyboard.press('d')
      await page.getByRole('textbox', { name: /^Title/ }).fill('Apple Pay sheet never opens')
      await page.getByRole('combobox', { name: 'Notify' }).fill('#incidents')
      await page.keyboard.press('Enter')
      await page.getByRole('combobox', { name: 'Notify' }).fill('commander')
      await page.keyboard.press('Enter')
      await page.getByText('To 1 person in Muster, 1 into the outbox.').waitFor()
    }
  },
  {
    name: 'declare-missing',
    async show(page) {
      await page.keyboard.press('d')
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('Control+Enter')
      await page.getByText('Choose one. UNKNOWN is a good answer.').waitFor()
    }
  },
  {
    name: 'declare-commander',
    async show(page) {
      await page.keyboard.press('d')
      await page.getByRole('combobox', { name: 'Incident Commander' }).click()
      await page.getByRole('option').first().waitFor()
    }
  },
  {
    name: 'import',
    async show(page) {
      await page.getByRole('link', { name: 'Settings' }).click()
      await page.getByRole('button', { name: 'Import a file' }).click()
      await page.getByRole('dialog').waitFor()
    }
  },
  { name: 'import-report', show: importReport },
  {
    name: 'import-postmortem',
    async show(page) {
      await page.getByRole('link', { name: 'Settings' }).click()
      await page.getByRole('button', { name: 'Import a file' }).click()
      const text = '# Queue was full\n\n## Timeline\n\n- 2026-01-12 10:02 it fills\n- 2026-01-12 --:-- somebody notices\n- lunch\n'
      await page.locator('input[type=file]').setInputFiles({ name: 'pm.md', mimeType: 'text/markdown', buffer: Buffer.from(text) })
      await page.getByRole('list', { name: 'Notes' }).waitFor()
    }
  },
  { name: 'host', show: (page) => openMenu(page, /Host a war room/) },
  { name: 'join', show: (page) => openMenu(page, /Join a war room/) },
  {
    name: 'keys',
    async show(page) {
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    }
  },
  {
    name: 'palette',
    async show(page) {
      await page.keyboard.press('Control+k')
      await page.getByRole('option').first().waitFor()
    }
  },
  {
    name: 'palette-room',
    async show(page, size) {
      await openRoom(page, size)
      await page.keyboard.press('Control+k')
      await page.keyboard.type('st')
      await page.getByRole('option', { name: /Change status to Stable/ }).waitFor()
    }
  },
  {
    name: 'settings',
    async show(page) {
      await page.getByRole('link', { name: 'Settings' }).click()
      await page.getByRole('button', { name: 'Verify now' }).click()
      await page.getByText(/^Clean:/).waitFor()
    }
  },
  ...SETTINGS_SCENES,
  { name: 'room', show: openRoom },
  { name: 'room-details', show: (page, size) => openDetails(page, size, 'Overview') },
  {
    name: 'room-field',
    async show(page, size) {
      await openDetails(page, size, 'Overview')
      await page.getByRole('button', { name: /^Services/ }).click()
      await page.getByRole('combobox', { name: 'Services' }).fill('pa')
    }
  },
  {
    name: 'room-notes',
    async show(page, size) {
      await openDetails(page, size, 'Notes')
      await page.getByRole('textbox', { name: /Notes of this incident/ }).waitFor()
    }
  },
  {
    name: 'room-editing',
    async show(page, size) {
      await openRoom(page, size)
      await focusNote(page)
      await page.keyboard.press('Enter')
      await page.getByRole('textbox', { name: 'Text of the entry, Markdown' }).waitFor()
    }
  },
  {
    name: 'room-time',
    async show(page, size) {
      await openRoom(page, size)
      await focusNote(page)
      const note = page.locator('article.current')
      await note.getByRole('button', { name: 'Edit time' }).click()
      await page.getByRole('textbox', { name: 'Time, UTC' }).fill('soon')
      await page.getByRole('button', { name: 'Set time' }).click()
      await page.getByText(/^Write it as/).waitFor()
    }
  },
  {
    name: 'room-filters',
    async show(page, size) {
      await openRoom(page, size)
      if (size.width < 1200) await page.getByRole('button', { name: /^Filters/ }).click()
      await page.getByRole('checkbox', { name: 'Flagged only' }).check()
      await page.getByRole('button', { name: 'Show everything' }).waitFor()
    }
  },
  {
    name: 'room-history',
    async show(page, size) {
      await openRoom(page, size)
      await focusNote(page)
      await page.keyboard.press('h')
      await page.getByRole('region', { name: 'History of the entry' }).locator('li').first().waitFor()
    }
  },
  {
    name: 'room-shift',
    async show(page, size) {
      await openRoom(page, size)
      await focusNote(page)
      for (const key of ['x', 'Shift+ArrowUp', 'Shift+ArrowUp', 'w']) await page.keyboard.press(key)
      await page.getByRole('textbox', { name: 'Amount' }).fill('-10m')
      await page.getByText(/^Each moves by/).waitFor()
    }
  },
  {
    name: 'room-zone',
    async show(page, size) {
      await openRoom(page, size)
      if (size.width < 1200) await page.getByRole('button', { name: /^Filters/ }).click()
      await page.getByRole('button', { name: 'Set the incident’s time zone' }).click()
      await page.getByRole('combobox', { name: 'Time zone of the incident' }).fill('Europe/Berlitz')
      await page.keyboard.press('Enter')
      await page.getByText(/^There is no time zone/).waitFor()
    }
  },
  {
    name: 'room-update',
    async show(page, size) {
      await openRoom(page, size)
      await page.getByRole('textbox', { name: 'Note, Markdown' }).fill('/up')
      await page.keyboard.press('Enter')
      await page.getByRole('textbox', { name: 'Update, Markdown' }).fill('Card payments are back to normal.\n```sql\nSELECT 1\n```')
    }
  },
  {
    name: 'room-severity',
    async show(page, size) {
      await openRoom(page, size)
      await page.getByRole('button', { name: /^Severity SEV-\d/ }).click()
      await page.getByRole('menuitemradio', { checked: true }).waitFor()
    }
  },
  {
    name: 'room-impact',
    async show(page, size) {
      await openSettings(page, 'fields', 'Fields')
      await addImpactField(page, 'Region')
      await startAnew(page)
      await openDetails(page, size, 'Overview')
      await page.getByRole('button', { name: 'Add impact' }).click()
      await page.getByRole('form', { name: 'Add impact' }).getByRole('textbox', { name: 'Region' }).waitFor()
    }
  },
  {
    name: 'room-commander',
    async show(page, size) {
      await openRoom(page, size)
      await page.getByRole('button', { name: CHOOSE_COMMANDER }).click()
      await page.getByRole('dialog', { name: 'Choose the commander' }).waitFor()
    }
  },
  {
    name: 'room-handover',
    async show(page, size) {
      await openRoom(page, size)
      await chooseCommander(page)
    }
  },
  {
    name: 'room-offer',
    async show(page, size) {
      await openRoom(page, size)
      if ((await page.getByRole('region', { name: 'Offer of command' }).count()) === 0) {
        await chooseCommander(page)
        await page.keyboard.press('Control+Enter')
      }
      await page.getByRole('button', { name: 'Read the brief' }).click()
      await page.getByRole('region', { name: 'Brief' }).waitFor()
    }
  },
  {
    name: 'room-tasks',
    async show(page, size) {
      await openDetails(page, size, 'Tasks')
      for (const [text, due] of TASKS) {
        if ((await page.getByRole('button', { name: new RegExp(`^${text}`) }).count()) > 0) continue
        await page.getByRole('button', { name: 'Add task' }).click()
        await page.getByRole('textbox', { name: /^What is to be done/ }).fill(text)
        await page.getByRole('textbox', { name: 'Due, UTC' }).fill(due)
        await page.getByRole('textbox', { name: 'Due, UTC' }).press('Enter')
        await page.getByRole('button', { name: new RegExp(`^${text}`) }).waitFor()
      }
      await page.getByRole('button', { name: 'Add follow-up' }).click()
      await page.getByRole('form', { name: 'Add follow-up' }).waitFor()
    }
  },
  {
    name: 'room-links',
    async show(page, size) {
      await openDetails(page, size, 'Links')
      await page.getByRole('button', { name: 'Relate an incident' }).click()
      await page.getByRole('form', { name: 'Relate an incident' }).getByRole('button').nth(2).waitFor()
      await page.getByRole('button', { name: 'Add link' }).click()
      await page.getByRole('form', { name: 'Add link' }).waitFor()
    }
  },
  {
    name: 'room-responder',
    async show(page, size) {
      await openDetails(page, size, 'Overview')
      await page
        .getByRole('region', { name: 'Responders' })
        .getByRole('button', { name: /Responder/ })
        .nth(1)
        .click()
      await page.getByRole('menuitemradio').first().waitFor()
    }
  },
  {
    name: 'room-more',
    async show(page, size) {
      await openRoom(page, size)
      await page.getByRole('button', { name: 'More for this incident' }).click()
      await page.getByRole('menuitem', { name: 'Copy link' }).waitFor()
    }
  },
  {
    name: 'room-slash',
    async show(page, size) {
      await openRoom(page, size)
      await page.getByRole('textbox', { name: 'Note, Markdown' }).fill('/')
      await page.locator('#composer-commands').waitFor()
    }
  },
  {
    name: 'room-title',
    async show(page, size) {
      await openRoom(page, size)
      await page.getByRole('button', { name: 'Edit title' }).click()
      await page.getByRole('textbox', { name: 'Title' }).waitFor()
    }
  },
  {
    name: 'room-notify',
    async show(page, size) {
      await openRoom(page, size)
      await writeMessage(page)
    }
  },
  {
    name: 'room-notify-preview',
    async show(page, size) {
      await openRoom(page, size)
      await writeMessage(page)
      await page.getByRole('radio', { name: 'Preview' }).click()
      await page.getByRole('region', { name: 'Preview' }).waitFor()
    }
  },
  {
    name: 'room-notify-sent',
    async show(page, size) {
      await openRoom(page, size)
      await writeMessage(page)
      await page.keyboard.press('Control+Enter')
      await page.getByText(/^Sent to/).waitFor()
    }
  },
  {
    name: 'work-inbox',
    async show(page, { width }) {
      await getMessage(page)
      await page.getByRole('tab', { name: /Inbox/ }).click()
      if (width >= 720) await page.locator('[data-message]').first().click()
      else await page.locator('[data-message]').first().waitFor()
    }
  },
  {
    name: 'work-due',
    async show(page) {
      await getMessage(page)
      await page.getByRole('tab', { name: /Due from you/ }).click()
      await page.getByRole('region', { name: 'Updates to stakeholders' }).waitFor()
    }
  },
  {
    name: 'work-outbox',
    async show(page) {
      await getMessage(page)
      await page.getByRole('tab', { name: /Outbox/ }).click()
      await page.getByText('No e-mail service is set up; it goes when one is.').first().waitFor()
    }
  },
  {
    name: 'settings-rules',
    async show(page) {
      await getMessage(page)
      await page.evaluate(() => void (location.hash = '#settings/rules'))
      await page.getByRole('switch', { name: `${RULE} is on` }).waitFor()
    }
  },
  {
    name: 'settings-rule',
    async show(page) {
      await getMessage(page)
      await page.evaluate(() => void (location.hash = '#settings/rules'))
      await page.getByRole('button', { name: `Edit ${RULE}` }).click()
      await page.locator('[data-preview]').waitFor()
    }
  },
  {
    name: 'settings-templates',
    async show(page) {
      await page.evaluate(() => void (location.hash = '#settings/templates'))
      await page.getByRole('button', { name: 'Edit Status update' }).click()
      await page.getByText(/variables$/).click()
    }
  },
  ...pageScenes(openDetails),
  ...signalScenes(openRoom),
  ...momentScenes(openRoom),
  ...imageScenes(openRoom),
  ...figureScenes,
  ...boardScenes,
  ...reviewScenes
]

/** Before there is anything: the first start, then the empty list. Leaves a seat with the samples. */
export async function showBeginnings(page: Page, visit: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).waitFor()
  await visit('first-run')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('Your name stands beside everything you write.').waitFor()
  await visit('first-run-missing')
  await page.getByRole('textbox', { name: 'Your name' }).fill('Priya Raman')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'No incidents yet' }).waitFor()
  await visit('empty')
  await page.getByRole('button', { name: 'Load samples' }).click()
  await waitFor('the samples', async () => ((await page.locator('[data-row]').count()) > 3 ? true : undefined))
}
