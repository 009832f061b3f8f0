import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut, fold, fuzzyMatch } from '#renderer/state/palette/fuzzy.ts'

/** The texts that answer, the nearest first. */
const answers = (typed: string, texts: readonly string[]): string[] =>
  texts
    .flatMap((text) => {
      const match = fuzzyMatch(typed, text)
      return match ? [{ text, score: match.score }] : []
    })
    .sort((a, b) => b.score - a.score)
    .map(({ text }) => text)

const marked = (typed: string, text: string): string[] =>
  cut(text, fuzzyMatch(typed, text)?.ranges ?? [])
    .filter(({ isMatch }) => isMatch)
    .map((part) => part.text)

test('U70 the start of the text comes before the start of a word, that before initials, that before the inside of a word', () => {
  const texts = ['Costs', 'Send to the status page', 'Status', 'Change status to Stable', 'Write a note']
  expect(answers('stat', texts)).toEqual(['Status', 'Change status to Stable', 'Send to the status page'])
  expect(answers('sta', ['Substance', 'Set the average', 'Say: start', 'Start'])).toEqual([
    'Start',
    'Say: start',
    'Set the average',
    'Substance'
  ])
  expect(answers('cst', ['Mcstay', 'Change status'])).toEqual(['Change status', 'Mcstay'])
})

test('U70 every word that was typed must be in the text, in any order', () => {
  expect(answers('stable status', ['Change status to Stable', 'Change status to Active'])).toEqual(['Change status to Stable'])
  expect(answers('zeppelin', ['Change status to Stable'])).toEqual([])
})

test('U71 what matched is marked, whatever its case and accents', () => {
  expect(marked('st', 'Change status to Stable')).toEqual(['st'])
  expect(marked('tomas oli', 'Tomás Oliveira')).toEqual(['Tomás', 'Oli'])
  expect(marked('chst', 'Change status')).toEqual(['Ch', 'st'])
})

test('U71 for any two texts the marks are ordered parts of the text that, put together, are the text', () => {
  const text = fc.stringMatching(/^[a-cA-Cé .-]{0,30}$/)
  fc.assert(
    fc.property(text, text, (typed, of) => {
      const match = fuzzyMatch(typed, of)
      if (!match) return
      expect(
        cut(of, match.ranges)
          .map((part) => part.text)
          .join('')
      ).toBe(of)
      const letters = fold(
        cut(of, match.ranges)
          .filter(({ isMatch }) => isMatch)
          .map((part) => part.text)
          .join('')
      )
      for (const letter of fold(typed).replace(/\s/g, '')) expect(letters).toContain(letter)
    })
  )
})

test('U71 a text made to be tried in every combination is answered all the same', () => {
  expect(fuzzyMatch(`${'a'.repeat(60)}b`, 'a '.repeat(250))).toBeUndefined()
})
