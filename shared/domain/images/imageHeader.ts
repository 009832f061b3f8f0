import type { IMAGE_TYPES } from '../events.ts'

export type ImageType = (typeof IMAGE_TYPES)[number]

/** What the first bytes of an image say, whatever it is called. Sizes are in pixels, as it is shown. */
export interface ImageHeader {
  mediaType: ImageType
  width: number
  height: number
}

/**
 * Reads only the header, so that no picture of any size is unpacked. undefined: no PNG, JPEG, GIF or WebP, or one cut off in its
 * header. Never throws.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return readPng(view) ?? readGif(view) ?? readWebp(view) ?? readJpeg(view)
  } catch {
    // it ends before what it promises
    return undefined
  }
}

const textAt = (view: DataView, at: number, length: number): string =>
  String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(at + index)))
const uint24 = (view: DataView, at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)

function readPng(view: DataView): ImageHeader | undefined {
  if (textAt(view, 0, 8) !== '\x89PNG\r\n\x1a\n' || textAt(view, 12, 4) !== 'IHDR') return undefined
  return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

function readGif(view: DataView): ImageHeader | undefined {
  if (!['GIF87a', 'GIF89a'].includes(textAt(view, 0, 6))) return undefined
  return { mediaType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
}

function readWebp(view: DataView): ImageHeader | undefined {
  if (textAt(view, 0, 4) !== 'RIFF' || textAt(view, 8, 4) !== 'WEBP') return undefined
  const size = webpSize(view)
  return size && { mediaType: 'image/webp', ...size }
}

function webpSize(view: DataView): { width: number; height: number } | undefined {
  switch (textAt(view, 12, 4)) {
    case 'VP8 ':
      if (uint24(view, 23) !== 0x2a019d) return undefined
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 'VP8L': {
      if (view.getUint8(20) !== 0x2f) return undefined
      const bits = view.getUint32(21, true)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 }
    default:
      return undefined
  }
}

/** Segments follow each other, each with its length; the one that begins a frame has the size. */
function readJpeg(view: DataView): ImageHeader | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined
  let isTurned = false
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (hasNoLength(marker)) {
      at += 2
      continue
    }
    const length = view.getUint16(at + 2)
    // the pixels begin, or a length that leads nowhere
    if (marker === 0xda || marker === 0xd9 || length < 2) return undefined
    if (marker === 0xe1) isTurned ||= isTurnedByExif(view, at + 4, length - 2)
    if (isFrame(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      return { mediaType: 'image/jpeg', width: isTurned ? height : width, height: isTurned ? width : height }
    }
    at += 2 + length
  }
}

const hasNoLength = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

const ORIENTATION = 0x0112

/** A phone keeps the picture as its sensor saw it and notes that it lies on its side. */
function isTurnedByExif(view: DataView, at: number, length: number): boolean {
  if (length < 14 || textAt(view, at, 6) !== 'Exif\0\0') return false
  const start = at + 6
  const isLittle = textAt(view, start, 2) === 'II'
  const directory = start + view.getUint32(start + 4, isLittle)
  const end = at + length
  if (directory + 2 > end) return false
  const entries = view.getUint16(directory, isLittle)
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * 12
    if (entry + 12 > end) return false
    if (view.getUint16(entry, isLittle) === ORIENTATION) return view.getUint16(entry + 8, isLittle) >= 5
  }
  return false
}
