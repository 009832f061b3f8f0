/** The parts of a desktop that Muster touches. Nothing is opened or shown; tests replace what they want to watch. */

export const shell = { openExternal: (): Promise<void> => Promise.resolve() }

export const dialog = {
  showErrorBox(title: string, content: string): void {
    console.error(`${title}: ${content}`)
  },
  showMessageBox: (): Promise<{ response: number; checkboxChecked: boolean }> => Promise.resolve({ response: 0, checkboxChecked: false })
}

export const nativeTheme = { shouldUseDarkColors: true }

export const Menu = { setApplicationMenu(): void {} }
