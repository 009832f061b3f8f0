import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const HERE = fileURLToPath(new URL('.', import.meta.url))

/** Numbers at the start of a test's name. */
function numbersInTests(): Set<string> {
  const files = globSync('**/*.ts', { cwd: HERE, exclude: ['**/node_modules/**'] })
  const texts = files.map((file) => readFileSync(`${HERE}${file}`, 'utf8'))
  return new Set(texts.flatMap((text) => [...text.matchAll(/\(\s*['"`]([DSPRHQIFEUWXG]\d+) /g)].map((match) => match[1]!)))
}

it('S99 every rule of SPEC.md has a test that carries its number, and every numbered test its rule', () => {
  const page = readFileSync(`${HERE}SPEC.md`, 'utf8')
  const rules = new Set([...page.matchAll(/^- \*\*([A-Z]\d+)\*\* /gm)].map((match) => match[1]!))
  const tested = numbersInTests()
  expect(rules.size).toBeGreaterThan(200)
  expect(
    [...rules].filter((rule) => !tested.has(rule)),
    'rules without a test'
  ).toEqual([])
  expect(
    [...tested].filter((number) => !rules.has(number)),
    'tests without a rule'
  ).toEqual([])
})
