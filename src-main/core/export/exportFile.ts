import type { ExportedFile, ExportFormat, ExportWhat } from '#shared/bridge/contract/exports.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { incidentDoc, pageDoc, type DocParts } from './buildDoc.ts'
import type { ExportDoc } from './exportDoc.ts'
import { exportName } from './exportName.ts'
import { htmlFile } from './htmlFile.ts'
import { incidentJsonFile, pageJsonFile } from './jsonFile.ts'
import { markdownFile } from './markdownFile.ts'
import { PAGE_LABELS } from '#shared/domain/prose/pages.ts'
import { pdfFile } from './pdf/pdfFile.ts'

export type ReadableFormat = Exclude<ExportFormat, 'bundle'>

const MEDIA_TYPES: Readonly<Record<ReadableFormat, string>> = {
  json: 'application/json',
  md: 'text/markdown',
  html: 'text/html',
  pdf: 'application/pdf'
}

/** An incident, or a page of it, as a file somebody can read. */
export async function exportFile(what: ExportWhat, format: ReadableFormat, parts: DocParts): Promise<Result<ExportedFile>> {
  const bytes = format === 'json' ? await jsonBytes(what, parts) : await readableBytes(what, format, parts)
  const page = what === 'incident' ? '' : PAGE_LABELS[what]
  if (bytes === null) return fail('notFound', `"${parts.detail.title}" has no ${page.toLowerCase()} yet: nobody has written in it.`)
  return ok({ fileName: exportName(parts.detail, format, page), mediaType: MEDIA_TYPES[format], bytes })
}

async function jsonBytes(what: ExportWhat, parts: DocParts): Promise<Uint8Array | null> {
  const text = what === 'incident' ? await incidentJsonFile(parts) : await pageJsonFile(what, parts)
  return text === null ? null : encode(text)
}

async function readableBytes(what: ExportWhat, format: Exclude<ReadableFormat, 'json'>, parts: DocParts): Promise<Uint8Array | null> {
  const doc = what === 'incident' ? await incidentDoc(parts) : await pageDoc(what, parts)
  return doc === null ? null : bytesOf(doc, format, parts)
}

async function bytesOf(doc: ExportDoc, format: Exclude<ReadableFormat, 'json'>, { pace, nowMs }: DocParts): Promise<Uint8Array> {
  switch (format) {
    case 'md':
      return encode(await markdownFile(doc, pace))
    case 'html':
      return encode(await htmlFile(doc, pace))
    case 'pdf':
      return pdfFile(doc, pace, nowMs)
  }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
