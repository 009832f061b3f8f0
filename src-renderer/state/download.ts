/** Hands a text to the person as a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  // the download has begun with the click; its data is needed a little longer
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
