import type { Query, TextTerm } from './ast.ts'
import { BUILT_IN, type SearchFields } from './fields.ts'
import { MAX_QUERY_LENGTH, parseQuery } from './parse.ts'

/**
 * A query that is still being typed, with its last word as a beginning: `quo` finds what `quo*` finds. A blank, a quote or a parenthesis
 * after it ends a word. What is to be left out, and a value of a field, is never more than it says.
 */
export function withOpenEnd(text: string, fields: SearchFields = BUILT_IN): string {
  if (!/[\p{L}\p{N}\p{M}]$/u.test(text) || text.length >= MAX_QUERY_LENGTH) return text
  const parsed = parseQuery(text, fields)
  const last = parsed.ok ? lastWord(parsed.query) : null
  return last && text.endsWith(last.text) ? `${text}*` : text
}

function lastWord(query: Query | null): TextTerm | null {
  if (query === null || query.type === 'field' || query.type === 'not') return null
  return query.type === 'text' ? query : lastWord(query.items.at(-1) ?? null)
}
