import type { CDPSession } from 'playwright-core'
import { getBrowser } from './browser.ts'

type Check = (contents: null, permission: string) => boolean
type Request = (contents: null, permission: string, decide: (isAllowed: boolean) => void) => void
type DescriptorName = Parameters<CDPSession['send']>[1] extends infer P ? (P extends { permission: { name: infer N } } ? N : never) : never

/** Electron's name of a permission and what Chromium calls it. */
const PERMISSIONS: Record<string, string[]> = {
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  'idle-detection': ['idle-detection'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write']
}

class Session {
  // Electron allows everything until an app says otherwise, and so does this
  #check: Check = () => true
  #request: Request = (_contents, _permission, decide) => decide(true)

  setPermissionCheckHandler(check: Check): void {
    this.#check = check
  }

  setPermissionRequestHandler(request: Request): void {
    this.#request = request
  }

  setDevicePermissionHandler(): void {}

  /** Asks the app's handlers about each permission and tells Chromium. Both must agree, as a page meets both. */
  async applyPermissions(origin: string): Promise<void> {
    for (const [permission, names] of Object.entries(PERMISSIONS)) {
      const isRequestAllowed = await new Promise<boolean>((resolve) => this.#request(null, permission, resolve))
      const setting = isRequestAllowed && this.#check(null, permission) ? 'granted' : 'denied'
      for (const name of names)
        await getBrowser().session.send('Browser.setPermission', { permission: { name: name as DescriptorName }, setting, origin })
    }
  }
}

export const session = { defaultSession: new Session() }
