import { joinTrees, type Match, type Query, type QueryProblem, type Syntax, type SyntaxTerm, type Word } from './ast.ts'
import { checkQuery } from './check.ts'
import { BUILT_IN, type SearchFields } from './fields.ts'
import { readToken, type LexMode, type Token } from './lex.ts'

export type ParsedQuery = { ok: true; query: Query | null } | { ok: false; problem: QueryProblem }

/** Beyond these a query is a mistake or an attack; both keep the parser and SQLite within their stacks. */
export const MAX_QUERY_LENGTH = 10_000
export const MAX_DEPTH = 100
export const MAX_TERMS = 200

/**
 * Reads and checks a query. `query` is null where nothing is asked for: that finds everything. Never throws for any text.
 * `fields`: what may be asked for, see `searchFieldsOf`.
 */
export function parseQuery(text: string, fields: SearchFields = BUILT_IN): ParsedQuery {
  const unusable = findUnusable(text)
  if (unusable) return { ok: false, problem: unusable }
  if (text.trim() === '') return { ok: true, query: null }
  try {
    return checkQuery(parseSyntax(text), fields)
  } catch (error) {
    if (error instanceof SyntaxStop) return { ok: false, problem: error.problem }
    throw error
  }
}

function findUnusable(text: string): QueryProblem | undefined {
  if (text.length > MAX_QUERY_LENGTH)
    return {
      message: `A query may have ${MAX_QUERY_LENGTH} characters; this has ${text.length}.`,
      at: MAX_QUERY_LENGTH,
      length: text.length - MAX_QUERY_LENGTH
    }
  const match = /[^\P{Cc}\t\n\v\f\r]|\p{Surrogate}/u.exec(text)
  return match ? { message: 'This character cannot be searched for. Remove it.', at: match.index, length: match[0].length } : undefined
}

/** Leaves the recursion at the first thing that is wrong; stays within this file. */
class SyntaxStop extends Error {
  readonly problem: QueryProblem
  constructor(message: string, { at, length }: { at: number; length: number }) {
    super(message)
    this.problem = { message, at, length }
  }
}

interface Reader {
  text: string
  at: number
  terms: number
  /** The field whose parentheses we are in; null outside of such. */
  field: Word | null
}

type Before = Token | null

function parseSyntax(text: string): Syntax {
  const reader: Reader = { text, at: 0, terms: 0, field: null }
  const tree = parseOr(reader, null, 0)
  const rest = peek(reader)
  if (rest.type !== 'end') throw new SyntaxStop('There is no ( that this ) closes.', rest)
  return tree
}

function peek(reader: Reader): Token {
  const mode: LexMode = reader.field ? 'group' : 'text'
  const token = readToken(reader.text, reader.at, mode)
  if (token.type === 'wrong') throw new SyntaxStop(token.message, token)
  return token
}

const take = (reader: Reader, token: Token): void => {
  reader.at = token.at + token.length
}

function parseOr(reader: Reader, before: Before, depth: number): Syntax {
  const items = [parseAnd(reader, before, depth)]
  for (let token = peek(reader); token.type === 'or'; token = peek(reader)) {
    take(reader, token)
    items.push(parseAnd(reader, token, depth))
  }
  return joinTrees('or', items)
}

function parseAnd(reader: Reader, before: Before, depth: number): Syntax {
  const items = [parseUnary(reader, before, depth)]
  for (let token = peek(reader); token.type !== 'or' && token.type !== 'close' && token.type !== 'end'; token = peek(reader)) {
    if (token.type === 'and') take(reader, token)
    items.push(parseUnary(reader, token.type === 'and' ? token : null, depth))
  }
  return joinTrees('and', items)
}

function parseUnary(reader: Reader, before: Before, depth: number): Syntax {
  const token = peek(reader)
  if (depth > MAX_DEPTH) throw new SyntaxStop(`This is nested more than ${MAX_DEPTH} deep. Use fewer parentheses.`, token)
  switch (token.type) {
    case 'not':
    case 'minus':
      take(reader, token)
      return { type: 'not', item: parseUnary(reader, mustTouch(reader, token), depth + 1) }
    case 'open':
      return parseParentheses(reader, token, depth)
    case 'field':
      return parseField(reader, token, depth)
    case 'word':
    case 'comparison':
    case 'rangeOpen':
      return parseTerm(reader, token, reader.field)
    default:
      throw missingOperand(token, before)
  }
}

/** `- x` is a dash between words, not a minus: what to leave out must follow at once. */
function mustTouch(reader: Reader, token: Token): Token {
  const isApart = /\s|^$/.test(reader.text.charAt(reader.at))
  if (token.type === 'minus' && isApart) throw new SyntaxStop('Expected what to leave out right after the -, without a space.', token)
  return token
}

function missingOperand(token: Token, before: Before): SyntaxStop {
  if (before && before.type !== 'open') return new SyntaxStop(`${nameOf(before)} needs something to search for after it.`, before)
  if (token.type === 'and' || token.type === 'or') return new SyntaxStop(`${nameOf(token)} needs something to search for before it.`, token)
  if (before && token.type === 'close')
    return new SyntaxStop('There is nothing between these parentheses.', { at: before.at, length: token.at + 1 - before.at })
  if (before) return neverClosed(before)
  return new SyntaxStop('There is no ( that this ) closes.', token)
}

const nameOf = (token: Token): string => (token.type === 'minus' ? '-' : token.type.toUpperCase())
const neverClosed = (open: Token): SyntaxStop => new SyntaxStop('This ( is never closed: expected a ).', open)

function parseParentheses(reader: Reader, open: Token, depth: number): Syntax {
  take(reader, open)
  const tree = parseOr(reader, open, depth + 1)
  const close = peek(reader)
  if (close.type !== 'close') throw neverClosed(open)
  take(reader, close)
  return tree
}

function parseField(reader: Reader, token: Token & { type: 'field' }, depth: number): Syntax {
  if (reader.field)
    throw new SyntaxStop(
      `Expected values of ${reader.field.text} only between its parentheses. To search for text with a colon, use quotes.`,
      token
    )
  take(reader, token)
  const field: Word = { text: token.text, at: token.at, length: token.text.length }
  const value = readToken(reader.text, reader.at, 'value')
  if (value.type === 'wrong') throw new SyntaxStop(value.message, value)
  if (value.type === 'end' || value.type === 'close')
    throw new SyntaxStop(`Expected a value right after ${token.text}:, without a space.`, token)
  if (value.type !== 'open') return parseTerm(reader, value, field)
  reader.field = field
  const tree = parseParentheses(reader, value, depth)
  reader.field = null
  return tree
}

function parseTerm(reader: Reader, token: Token, field: Word | null): SyntaxTerm {
  reader.terms += 1
  if (reader.terms > MAX_TERMS) throw new SyntaxStop(`A query may ask for ${MAX_TERMS} things; this is one more.`, token)
  take(reader, token)
  const match = readMatch(reader, token)
  const at = field && !reader.field ? field.at : token.at
  return { type: 'term', field, match, at, length: reader.at - at }
}

function readMatch(reader: Reader, token: Token): Match<Word> {
  switch (token.type) {
    case 'comparison':
      return { type: 'compare', comparison: token.comparison, value: readOperand(reader, token) }
    case 'rangeOpen':
      return readRange(reader, token)
    case 'word':
      if (!token.hasStar) return { type: 'is', value: wordOf(token) }
      return token.text === '' && !token.isQuoted ? { type: 'exists' } : { type: 'prefix', value: wordOf(token) }
    default:
      throw new Error(`No value begins with ${token.type}`)
  }
}

const wordOf = ({ text, at, length }: Token & { type: 'word' }): Word => ({ text, at, length })

function readOperand(reader: Reader, sign: Token & { type: 'comparison' }): Word {
  const token = readToken(reader.text, reader.at, 'value')
  if (token.type === 'wrong') throw new SyntaxStop(token.message, token)
  if (token.type !== 'word') throw new SyntaxStop(`Expected a value right after ${sign.comparison}, without a space.`, sign)
  if (token.hasStar) throw new SyntaxStop(`Expected a whole value after ${sign.comparison}, without *.`, token)
  take(reader, token)
  return wordOf(token)
}

/** `[a TO b]`; `*` leaves that side open. */
function readRange(reader: Reader, open: Token): Match<Word> {
  const from = readBound(reader, open)
  const to = readToken(reader.text, reader.at, 'bound')
  if (to.type !== 'word' || to.text !== 'TO' || to.isQuoted) throw badRange(open, to, 'TO')
  take(reader, to)
  const end = readBound(reader, open)
  const close = readToken(reader.text, reader.at, 'bound')
  if (close.type !== 'rangeClose') throw badRange(open, close, ']')
  take(reader, close)
  return { type: 'range', from, to: end }
}

function readBound(reader: Reader, open: Token): Word | null {
  const token = readToken(reader.text, reader.at, 'bound')
  if (token.type !== 'word' || (token.text === 'TO' && !token.isQuoted)) throw badRange(open, token, 'a value or *')
  if (token.hasStar && (token.text !== '' || token.isQuoted)) throw badRange(open, token, 'a whole value, without *,')
  take(reader, token)
  return token.hasStar ? null : wordOf(token)
}

function badRange(open: Token, token: Token, expected: string): SyntaxStop {
  if (token.type === 'end') return new SyntaxStop('This [ is never closed: expected a range such as [a TO b].', open)
  if (token.type === 'wrong') return new SyntaxStop(token.message, token)
  return new SyntaxStop(`Expected ${expected} here, in a range such as [a TO b].`, token)
}
