import type { KeyLayer } from '#renderer/state/keyboard.svelte.ts'

export interface KeyLine {
  label: string
  /** Ways to do it; each is steps to press one after the other. */
  ways: string[][]
}

export interface KeyGroup {
  title: string
  lines: KeyLine[]
}

/** What the person can press, by layer, keys of one meaning in one line. */
export function keyGroups(layers: readonly KeyLayer[]): KeyGroup[] {
  return layers
    .filter((layer) => !layer.isDialog)
    .map((layer) => {
      const lines = new Map<string, KeyLine>()
      for (const { keys, label } of layer.bindings) {
        const line = lines.get(label) ?? { label, ways: [] }
        line.ways.push(keys.split(' ').map((key) => (key === '#' ? 'number' : shown(key))))
        lines.set(label, line)
      }
      return { title: layer.title, lines: [...lines.values()] }
    })
}

/** As printed on the key. Kbd turns `Mod`, `Enter` and arrows into signs. */
const shown = (key: string): string =>
  key
    .split('+')
    .map((part) => (part.length === 1 ? part.toUpperCase() : part))
    .join('+')
