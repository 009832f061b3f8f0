export interface QueryPart {
  type: 'field' | 'value' | 'operator' | 'sign' | 'plain' | 'space'
  text: string
}

const PART = /(\s+)|([\p{L}_][\p{L}\p{N}_.-]*:)|("(?:[^"\\]|\\.)*"?)|(AND|OR|NOT)(?=[\s)]|$)|([()[\]]|[<>]=?)|([^\s()[\]"<>]+)/gu

/** Splits a query for its colours only; what it means, and whether it is right, the parser says. The parts joined are the query. */
export function queryParts(query: string): QueryPart[] {
  const parts: QueryPart[] = []
  let groups = 0
  let isValue = false
  for (const [text, space, field, quoted, operator, sign] of query.matchAll(PART)) {
    if (sign === '(' || sign === '[') groups += isValue || groups > 0 ? 1 : 0
    if (sign === ')' || sign === ']') groups = Math.max(0, groups - 1)
    const type = space
      ? 'space'
      : field
        ? 'field'
        : operator
          ? 'operator'
          : sign
            ? 'sign'
            : isValue || groups > 0
              ? 'value'
              : quoted
                ? 'plain'
                : 'plain'
    parts.push({ type, text })
    isValue = Boolean(field) || (isValue && Boolean(sign))
  }
  return parts
}
