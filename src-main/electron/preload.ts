import { ipcRenderer } from 'electron'

/*
 * Hands the page one MessagePort to the core, and nothing else: no object is put into the page's world.
 * It is sent after `load`, when the page's own module has run and listens for the message 'muster:port'.
 */
const loaded = new Promise<void>((resolve) => {
  if (document.readyState === 'complete') resolve()
  else window.addEventListener('load', () => resolve(), { once: true })
})

ipcRenderer.once('muster:port', (event) => {
  // the target is this very document, so there is no other origin the port could reach
  void loaded.then(() => window.postMessage('muster:port', '*', event.ports))
})
ipcRenderer.send('muster:port')
