import type { Match, Query } from './ast.ts'
import { needsQuotes } from './lex.ts'

/** A query as a person would write it; reading it again gives the same query. Null (everything) is empty text. */
export function printQuery(query: Query | null): string {
  if (query === null) return ''
  const field = onlyField(query)
  if (field !== null && (query.type === 'and' || query.type === 'or')) return `${field}:(${printInGroup(query)})`
  switch (query.type) {
    case 'text':
      return printWord(query.text) + (query.isPrefix ? '*' : '')
    case 'field':
      return `${query.field}:${printMatch(query.match)}`
    case 'not':
      return `-${printItem(query.item)}`
    case 'and':
      return query.items.map(printItem).join(' ')
    case 'or':
      return query.items.map(printItem).join(' OR ')
  }
}

/** An `and` inside an `or` gets parentheses too: not needed, but read without thinking. */
function printItem(item: Query): string {
  const isBare = (item.type !== 'and' && item.type !== 'or') || onlyField(item) !== null
  return isBare ? printQuery(item) : `(${printQuery(item)})`
}

/** The one field all terms of `query` are about; null: several, or free text. */
export function onlyField(query: Query): string | null {
  switch (query.type) {
    case 'text':
      return null
    case 'field':
      return query.field
    case 'not':
      return onlyField(query.item)
    default: {
      const [first, ...others] = query.items.map(onlyField)
      return first !== undefined && others.every((field) => field === first) ? first : null
    }
  }
}

/** What stands between the parentheses of `field:( )`. */
function printInGroup(query: Query): string {
  const nested = (item: Query): string => (item.type === 'and' || item.type === 'or' ? `(${printInGroup(item)})` : printInGroup(item))
  switch (query.type) {
    case 'field':
      return printMatch(query.match)
    case 'not':
      return `-${nested(query.item)}`
    case 'and':
      return query.items.map(nested).join(' AND ')
    case 'or':
      return query.items.map(nested).join(' OR ')
    case 'text':
      throw new Error('Free text has no place in the parentheses of a field')
  }
}

function printMatch(match: Match<string>): string {
  switch (match.type) {
    case 'is':
      return printWord(match.value)
    case 'prefix':
      return `${printWord(match.value)}*`
    case 'exists':
      return '*'
    case 'compare':
      return match.comparison + printWord(match.value)
    case 'range':
      return `[${printBound(match.from)} TO ${printBound(match.to)}]`
  }
}

const printBound = (value: string | null): string => (value === null ? '*' : printWord(value))

function printWord(text: string): string {
  return needsQuotes(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text
}
