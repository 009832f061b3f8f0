/* Files as a window gets them: from the clipboard, dropped, or chosen. */

/** What the dialog for choosing offers. What is taken, the bytes decide. */
export const ACCEPT = 'image/png,image/jpeg,image/gif,image/webp'

/** Files of a paste. Text copied from a document may bring a picture of itself: then the text is meant. */
export function pastedFiles(data: DataTransfer | null): File[] {
  return !data || data.getData('text/plain') !== '' ? [] : [...data.files]
}

export const hasFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') ?? false

/** Let somebody choose. An event of the person must have led here. */
export function chooseFiles(): Promise<File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = ACCEPT
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

/** A file dropped beside every place for files would replace this page by itself. */
export function keepPageOnDrop(): void {
  for (const type of ['dragover', 'drop'] as const)
    addEventListener(type, (event) => {
      if (event.defaultPrevented || !hasFiles(event.dataTransfer)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
    })
}
