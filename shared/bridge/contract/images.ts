import * as v from 'valibot'
import { IMAGE_TYPES } from '../../domain/events.ts'
import { FILE_HASH } from '../../domain/ids.ts'
import { stream } from '../rpc.ts'

const bytes = v.custom<Uint8Array>((input) => input instanceof Uint8Array, 'expected bytes')
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
const size = v.pipe(v.number(), v.integer(), v.minValue(1))

/** A file as it was given; what it is, its bytes say. */
export const newImage = v.object({ name, bytes })
export type NewImage = v.InferOutput<typeof newImage>

const storedImage = v.object({
  hash: v.pipe(v.string(), v.regex(FILE_HASH)),
  name,
  mediaType: v.picklist(IMAGE_TYPES),
  bytes: size,
  width: size,
  height: size
})
export type StoredImage = v.InferOutput<typeof storedImage>

const progress = v.object({ done: v.number(), total: v.number() })

/** Images of entries. Their bytes are kept by their hash, outside the incident that shows them. */
export const IMAGES = {
  /** Answers when the bytes are on this machine's disk: only then an entry may refer to them. */
  storeImage: stream(newImage, progress, storedImage),
  /** Answers when the bytes are here and fit the hash; until then tells what is the matter. `size`: how many there should be. */
  loadImage: stream(
    v.object({ hash: v.pipe(v.string(), v.regex(FILE_HASH)), size }),
    v.picklist(['absent', 'damaged']),
    v.object({ mediaType: v.picklist(IMAGE_TYPES), bytes })
  )
} as const
