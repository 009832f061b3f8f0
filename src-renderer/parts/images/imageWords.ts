import type { CoreStatus } from '#shared/bridge/warRoomApi.ts'
import { megabytes } from '#shared/domain/images/checkImage.ts'
import type { ImageState } from '#renderer/state/images/images.svelte.ts'

/** As it is read, and where it stands beside its own text. */
const LIMITS = { reading: { width: 440, height: 260 }, writing: { width: 200, height: 112 } } as const
export type Look = keyof typeof LIMITS
/** What can be hit with a finger, and what a hostile size cannot shrink. */
const MIN_SIDE = 24

/** The box of an image in an entry, px: as large as it is, and no larger than reads well. It is there before the image is. */
export function boxOf({ width, height }: { width: number; height: number }, look: Look = 'reading'): { width: number; height: number } {
  const limit = LIMITS[look]
  const scale = Math.min(1, limit.width / width, limit.height / height)
  const side = (length: number) => Math.max(MIN_SIDE, Math.round(length * scale))
  return { width: side(width), height: side(height) }
}

/** What stands in the box until the image does; null: it is loading from this machine's disk. */
export function waitingWords(state: ImageState, hub: CoreStatus['hub']['state']): string | null {
  switch (state.type) {
    case 'here':
    case 'loading':
      return null
    case 'damaged':
      return 'Not shown: the bytes here are not those that were attached.'
    case 'refused':
      return state.message
    case 'absent':
      return `Not on this machine yet. ${WHEN[hub]}`
  }
}

const WHEN: Record<CoreStatus['hub']['state'], string> = {
  none: 'It comes from a war room, and none is joined.',
  hosting: 'It comes when whoever has it connects.',
  connecting: 'It comes when the line to the hub is back.',
  online: 'It is on its way.',
  offline: 'It comes when the line to the hub is back.',
  refused: 'The hub refuses this machine.'
}

/** `latency.png, 1200 × 800, 84 KB` */
export const factsOf = ({ name, width, height, bytes }: { name: string; width: number; height: number; bytes: number }): string =>
  `${name}, ${width} × ${height}, ${megabytes(bytes)}`
