/** Hands a text, or bytes, to the person as a file. */
export function download(name: string, type: string, content: string | Uint8Array): void {
  const blob =
    typeof content === 'string'
      ? new Blob([content], { type: `${type};charset=utf-8` })
      : new Blob([content as Uint8Array<ArrayBuffer>], { type })
  const url = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  // the download has begun with the click; its data is needed a little longer
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
