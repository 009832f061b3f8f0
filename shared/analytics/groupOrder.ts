import { foldCase } from '../domain/search/words.ts'
import type { Cell, Group } from './figures.ts'

type Ranked = { group: Group; total: Cell }

/** Greatest first; what has no value comes after that, then by how many there are, then by name, those without a name last. */
export const compareGroups = (a: Ranked, b: Ranked): number =>
  (b.total.value ?? -Infinity) - (a.total.value ?? -Infinity) ||
  Number(a.total.value === null) - Number(b.total.value === null) ||
  sizeOf(b) - sizeOf(a) ||
  Number(a.group.type === 'none') - Number(b.group.type === 'none') ||
  compareText(foldCase(a.group.value), foldCase(b.group.value))

const sizeOf = ({ total: { n, pending, notApplicable, invalid } }: Ranked): number => n + pending + notApplicable + invalid
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
