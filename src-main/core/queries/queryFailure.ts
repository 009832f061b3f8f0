import { fail, type Failure } from '#shared/domain/result.ts'
import type { QueryProblem } from '#shared/domain/search/ast.ts'

/** For a caller that cannot point into the text: the place as a number, counted from 1. */
export function queryFailure({ message, at }: QueryProblem): { ok: false; error: Failure } {
  return fail('badInput', `The query cannot be read at character ${at + 1}: ${message}`)
}
