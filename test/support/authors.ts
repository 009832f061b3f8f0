import { createClock } from '#shared/domain/clock.ts'
import { newActorId, newDeviceId } from '#shared/domain/ids.ts'
import type { Author, Declaration } from '#shared/doc/commands.ts'

/** Somebody with a clock of their own. */
export function newAuthor(name: string, now?: () => number): Author {
  return { id: newActorId(), name, clock: createClock(newDeviceId(), now) }
}

export const aDeclaration: Declaration = { title: 'Checkout fails', severity: 'SEV-2' }
