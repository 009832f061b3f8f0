import type { QueryProblem } from '#shared/bridge/warRoomApi.ts'

/** In one line, so that the place is a number and the word there. */
export function describe({ message, at, length }: QueryProblem, query: string): string {
  const found = query.slice(at, at + Math.max(1, length))
  return `${message.replace(/\.$/, '')} (at character ${at + 1}${found.trim() ? `: ${found}` : ''})`
}
