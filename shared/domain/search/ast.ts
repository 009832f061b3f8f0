/** What is wrong with a query, and where in it: `at` and `length` in UTF-16 units of the text as typed. */
export interface QueryProblem {
  message: string
  at: number
  length: number
}

/** `and` and `or` have at least two items, none of their own type: one meaning has one shape. */
export type Tree<Leaf> = Leaf | AndTree<Leaf> | OrTree<Leaf> | NotTree<Leaf>
export interface AndTree<Leaf> {
  type: 'and'
  items: Tree<Leaf>[]
}
export interface OrTree<Leaf> {
  type: 'or'
  items: Tree<Leaf>[]
}
export interface NotTree<Leaf> {
  type: 'not'
  item: Tree<Leaf>
}

export const COMPARISONS = ['>=', '<=', '>', '<'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** How a value is looked for. A range holds both its ends; null: no end on that side. `exists`: has any value. */
export type Match<Value> =
  | { type: 'is'; value: Value }
  | { type: 'prefix'; value: Value }
  | { type: 'exists' }
  | { type: 'compare'; comparison: Comparison; value: Value }
  | { type: 'range'; from: Value | null; to: Value | null }

/** The words one after the other, in the title or in anything written; `isPrefix`: the last word may go on. */
export interface TextTerm {
  type: 'text'
  text: string
  isPrefix: boolean
}
/** Values of closed fields are in their own spelling (`SEV-1`, `active`); times and durations are as typed. */
export interface FieldTerm {
  type: 'field'
  /** Name of a search field. */
  field: string
  match: Match<string>
}
export type Term = TextTerm | FieldTerm
/** A checked query: its fields exist and its values can be read. */
export type Query = Tree<Term>

/** A piece of the text as typed, without its quotes. */
export interface Word {
  text: string
  at: number
  length: number
}
/** A term before it is checked; `field` null: free text. */
export interface SyntaxTerm {
  type: 'term'
  field: Word | null
  match: Match<Word>
  at: number
  length: number
}
export type Syntax = Tree<SyntaxTerm>

/** The tree over all of `items`, flattened; at least one item. */
export function joinTrees<Leaf extends { type: string }>(type: 'and' | 'or', items: readonly Tree<Leaf>[]): Tree<Leaf> {
  const flat = items.flatMap((item) => (isJoined(item, type) ? item.items : [item]))
  const [only] = flat
  return flat.length === 1 && only ? only : { type, items: flat }
}

function isJoined<Leaf extends { type: string }>(tree: Tree<Leaf>, type: 'and' | 'or'): tree is AndTree<Leaf> | OrTree<Leaf> {
  return tree.type === type
}
