/** What `import … from 'electron'` gives the app's main. */
export { app } from './app.ts'
export { BrowserWindow } from './browserWindow.ts'
export { ipcMain } from './ipcMain.ts'
export { MessageChannelMain } from './mainPorts.ts'
export { protocol } from './schemes.ts'
export { session } from './session.ts'
export { dialog, Menu, nativeTheme, Notification, shell } from './desktop.ts'
export { stopUtilityProcesses, utilityProcess } from './utilityProcess.ts'
