import { crc32, deflateSync } from 'node:zlib'
import { seeded } from './seed.ts'

/* Pictures made here: real PNGs that a browser shows, and the headers of the other formats. */

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))])
}

const pngOf = (width: number, height: number, rows: Buffer, level: number): Uint8Array =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      pngChunk('IHDR', Buffer.concat([uint32(width), uint32(height), Buffer.from([8, 2, 0, 0, 0])])),
      pngChunk('IDAT', deflateSync(rows, { level })),
      pngChunk('IEND', Buffer.alloc(0))
    ])
  )

/** A graph as a screenshot has it: a line over a ground, `hue` 0–255 sets its colour. Small in bytes. */
export function aPng(width: number, height: number, hue = 40): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const level = height * (0.75 - (x > width * 0.6 ? 0.5 : 0)) + Math.sin(x / 9) * height * 0.04
      const colour = y > level ? [hue, 110, 220 - hue / 2] : y % 24 === 0 ? [205, 210, 216] : [244, 246, 249]
      rows.set(colour, y * (1 + width * 3) + 1 + x * 3)
    }
  }
  return pngOf(width, height, rows, 9)
}

/** A PNG of about so many bytes: noise, which nothing makes smaller. */
export function aNoisyPng(bytes: number, seed = 1): Uint8Array {
  const random = seeded(seed)
  const width = 256
  const height = Math.max(1, Math.floor(bytes / (1 + width * 3)))
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let at = 0; at < rows.length; at++) if (at % (1 + width * 3) !== 0) rows[at] = random.int(256)
  return pngOf(width, height, rows, 0)
}

/** Only the header of a PNG that says it has this size. */
export const aPngHeader = (width: number, height: number): Uint8Array => pngOf(width, height, Buffer.alloc(0), 0)

const bytesOf = (...parts: (string | number | readonly number[])[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(typeof part === 'number' ? [part] : part)))
    )
  )
const little16 = (value: number) => [value & 255, value >> 8]
const big16 = (value: number) => [value >> 8, value & 255]
const little24 = (value: number) => [value & 255, (value >> 8) & 255, value >> 16]

export const aGif = (width: number, height: number): Uint8Array => bytesOf('GIF89a', little16(width), little16(height), [0, 0, 0, 0x3b])

export const aWebp = {
  lossy: (width: number, height: number) =>
    bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0], [0, 0, 0], [0x9d, 0x01, 0x2a], little16(width), little16(height)),
  lossless: (width: number, height: number) => {
    const bits = ((width - 1) | ((height - 1) << 14)) >>> 0
    return bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0], 0x2f, [bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, bits >>> 24])
  },
  extended: (width: number, height: number) =>
    bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0], [0, 0, 0, 0], little24(width - 1), little24(height - 1))
}

/** `orientation` as Exif has it: from 5 on the picture lies on its side. */
export function aJpeg(width: number, height: number, orientation?: number): Uint8Array {
  const exif = orientation === undefined ? [] : exifSegment(orientation)
  const comment = [0xff, 0xfe, 0, 6, ...Buffer.from('note')]
  return bytesOf([0xff, 0xd8], exif, comment, [0xff, 0xff, 0xc2, 0, 17, 8], big16(height), big16(width), [3, 0xff, 0xda, 0, 2])
}

function exifSegment(orientation: number): number[] {
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
  const body = [...Buffer.from('Exif\0\0MM\0*', 'latin1'), 0, 0, 0, 8, 0, 1, ...entry]
  return [0xff, 0xe1, ...big16(body.length + 2), ...body]
}

export const anSvg = bytesOf('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>')
