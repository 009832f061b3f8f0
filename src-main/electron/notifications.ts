import { Notification } from 'electron'
import type { CoreAlert } from './coreMessages.ts'

export interface NotificationOptions {
  /** Whoever looks at the window is told there. */
  isWatched(): boolean
  /** The person clicked it. null: it was about several things. */
  onChosen(incident: string | null): void
}

/** Told at once on the desktop: plain text, already bounded by the core's schema. */
export class Notifications {
  readonly #options: NotificationOptions
  /** Held, or a click on one would find nobody who listens. */
  readonly #shown = new Set<Notification>()

  constructor(options: NotificationOptions) {
    this.#options = options
  }

  show({ title, body, incident }: CoreAlert): void {
    if (this.#options.isWatched() || !Notification.isSupported()) return
    const shown = new Notification({ title, body })
    this.#shown.add(shown)
    shown.once('close', () => this.#shown.delete(shown))
    shown.once('click', () => {
      this.#shown.delete(shown)
      this.#options.onChosen(incident)
    })
    shown.show()
  }
}
