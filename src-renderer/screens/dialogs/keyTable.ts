import { fuzzyMatch } from '#renderer/state/palette/fuzzy.ts'
import { keysOf, type ActionLayer } from '#renderer/state/actions/action.ts'

export interface KeyLine {
  label: string
  /** Ways to do it; each is steps to press one after the other. */
  ways: string[][]
}

export interface KeyGroup {
  title: string
  lines: KeyLine[]
}

/** What the person can press, by layer, keys of one meaning in one line. `words`: only lines that have all of them, or these keys. */
export function keyGroups(layers: readonly ActionLayer[], words = ''): KeyGroup[] {
  return allGroups(layers)
    .map(({ title, lines }) => ({ title, lines: lines.filter((line) => isFound(line, words)) }))
    .filter(({ lines }) => lines.length > 0)
}

const isFound = ({ label, ways }: KeyLine, words: string): boolean =>
  fuzzyMatch(words, label) !== undefined || ways.some((way) => way.join(' ').toLowerCase() === words.trim().toLowerCase())

function allGroups(layers: readonly ActionLayer[]): KeyGroup[] {
  return layers
    .filter((layer) => !layer.isDialog)
    .map((layer) => {
      const lines = new Map<string, KeyLine>()
      for (const action of layer.actions) {
        const line = lines.get(action.label) ?? { label: action.label, ways: [] }
        for (const keys of keysOf(action)) line.ways.push(stepsOf(keys))
        if (line.ways.length > 0) lines.set(action.label, line)
      }
      return { title: layer.title, lines: [...lines.values()] }
    })
}

/** What to press one after the other, as printed on the keys; `number` for digits and Enter. */
export const stepsOf = (keys: string): string[] => keys.split(' ').map((key) => (key === '#' ? 'number' : shown(key)))

/** As printed on the key. Kbd turns `Mod`, `Enter` and arrows into signs. */
const shown = (key: string): string =>
  key
    .split('+')
    .map((part) => (part.length === 1 ? part.toUpperCase() : part))
    .join('+')
