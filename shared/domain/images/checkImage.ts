import { fail, ok, type Result } from '../result.ts'
import { readImageHeader, type ImageHeader } from './imageHeader.ts'

export const MAX_IMAGE_BYTES = 5 * 1024 * 1024
/** Unpacked, this many take 160 MB. */
export const MAX_IMAGE_PIXELS = 40_000_000
/** All images of one incident together: every machine keeps them all. */
export const MAX_INCIDENT_IMAGE_BYTES = 200 * 1024 * 1024

/** An image by its content: what it is called or declared to be does not count. `name` is for the message. */
export function checkImage(name: string, bytes: Uint8Array): Result<ImageHeader> {
  if (bytes.length > MAX_IMAGE_BYTES)
    return fail(
      'badInput',
      `"${name}" has ${megabytes(bytes.length)}; an image may have ${megabytes(MAX_IMAGE_BYTES)}. Attach a smaller one.`
    )
  const header = readImageHeader(bytes)
  if (!header)
    return fail('badInput', `"${name}" is no PNG, JPEG, GIF or WebP image, whatever its name says. Attach one of these; a screenshot is.`)
  const { width, height } = header
  if (width === 0 || height === 0) return fail('badInput', `"${name}" says that it has no size: it is damaged. Attach another one.`)
  if (width * height > MAX_IMAGE_PIXELS)
    return fail(
      'badInput',
      `"${name}" has ${width} × ${height} pixels; an image may have ${MAX_IMAGE_PIXELS / 1_000_000} million in all. Attach a smaller one.`
    )
  return ok(header)
}

export const megabytes = (bytes: number): string =>
  bytes >= 100 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`
