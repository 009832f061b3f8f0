import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parsePaste } from '#shared/domain/paste/parsePaste.ts'

const DATA = new URL('../../../../shared/datasets/', import.meta.url)
const NOW = Date.UTC(2026, 2, 10, 12)
/** Whoever wrote the line gave it a day and a time, with digits or with holes. */
const DATED = /(?<!\d)\d{4,5}-\d\d-\d\d[ T]+(?:\d{1,2}[:.]\d\d|--:--|HH:mm|\d\d:\?\?)/
const FIRST_TIME = /(?<!\d)\d{4}-(\d\d)-(\d\d)[ T]+(\d{1,2})[:.](\d\d)/

const FOLDERS = [
  { folder: 'dfds-postmortems', ending: '.md', atLeast: 80 },
  { folder: 'moj-cloud-platform', ending: '.erb', atLeast: 80 }
]

for (const { folder, ending, atLeast } of FOLDERS) {
  const url = new URL(`${folder}/`, DATA)
  describe.skipIf(!existsSync(url))(`${folder} (only where the data set is beside the repository)`, () => {
    it('I40 every dated line of real incident logs is an entry, at the time that stands in it', () => {
      let dated = 0
      for (const name of readdirSync(url).filter((each) => each.endsWith(ending))) {
        const text = readFileSync(new URL(encodeURIComponent(name), url), 'utf8')
        const { entries, statedZone } = parsePaste(text, { zone: 'UTC', isDayFirst: true, day: NOW, now: NOW })
        text.split('\n').forEach((line, index) => {
          if (!DATED.test(line)) return
          dated += 1
          const entry = entries.find((each) => each.line === index + 1)
          expect(entry, `${name}:${index + 1} ${line}`).toBeDefined()
          const said = FIRST_TIME.exec(line)
          if (!said || statedZone === 'CET') return
          expect(new Date(entry!.at).toISOString().slice(5, 16), `${name}:${index + 1}`).toBe(
            `${said[1]}-${said[2]}T${said[3]!.padStart(2, '0')}:${said[4]}`
          )
        })
      }
      expect(dated).toBeGreaterThanOrEqual(atLeast)
    })
  })
}
