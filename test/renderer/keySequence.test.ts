import { expect, test } from 'vitest'
import { keyOf, nextStep, type KeyBinding } from '#renderer/state/keySequence.ts'

const fired: string[] = []
const binding = (keys: string): KeyBinding => ({ keys, run: (digits) => fired.push(`${keys}${digits ? ` (${digits})` : ''}`) })
const BINDINGS = ['d', 's 1', 's 2', 'g #', 'Enter', 'Mod+Enter', '?', 'Escape'].map(binding)

/** Presses keys one after the other; what was done, and what is still pending. */
function press(...keys: string[]): { done: string[]; pending: string } {
  fired.length = 0
  let pending = ''
  for (const key of keys) {
    const step = nextStep(pending, key, BINDINGS)
    pending = step.pending
    step.fired?.binding.run(step.fired.digits)
  }
  return { done: [...fired], pending }
}

test('U3 a letter does its thing at once', () => {
  expect(press('d')).toEqual({ done: ['d'], pending: '' })
})

test('U3 a sequence waits for its second key', () => {
  expect(press('s')).toEqual({ done: [], pending: 's' })
  expect(press('s', '2')).toEqual({ done: ['s 2'], pending: '' })
})

test('U3 G takes digits until Enter', () => {
  expect(press('g', '1', '2')).toEqual({ done: [], pending: 'g 12' })
  expect(press('g', '1', '2', 'Enter')).toEqual({ done: ['g # (12)'], pending: '' })
  expect(press('g', '1', '2', 'Backspace', '3', 'Enter')).toEqual({ done: ['g # (13)'], pending: '' })
})

test('U3 G without a number does nothing, and Enter keeps its own meaning', () => {
  expect(press('g', 'Enter')).toEqual({ done: ['Enter'], pending: '' })
})

test('U3 Escape drops a sequence and nothing else', () => {
  expect(press('s', 'Escape')).toEqual({ done: [], pending: '' })
  expect(press('g', '4', 'Escape')).toEqual({ done: [], pending: '' })
})

test('U3 a key that does not continue the sequence means what it means alone', () => {
  expect(press('s', 'd')).toEqual({ done: ['d'], pending: '' })
})

test('an unknown key is left to the page', () => {
  expect(nextStep('', 'x', BINDINGS).taken).toBe(false)
  expect(nextStep('', 'd', BINDINGS).taken).toBe(true)
})

test('Ctrl and Cmd are one key, and shift counts only where it prints nothing', () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
  expect(keyOf({ ...none, key: 'Enter', ctrlKey: true })).toBe('Mod+Enter')
  expect(keyOf({ ...none, key: 'Enter', metaKey: true })).toBe('Mod+Enter')
  expect(keyOf({ ...none, key: '?', shiftKey: true })).toBe('?')
  expect(keyOf({ ...none, key: 'D', shiftKey: true })).toBe('d')
  expect(keyOf({ ...none, key: 'F6', shiftKey: true })).toBe('Shift+F6')
  expect(keyOf({ ...none, key: 'Z', ctrlKey: true, shiftKey: true })).toBe('Mod+Shift+z')
  expect(keyOf({ ...none, key: '?', ctrlKey: true, shiftKey: true })).toBe('Mod+?')
  expect(keyOf({ ...none, key: ' ' })).toBe('Space')
})
