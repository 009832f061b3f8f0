import type * as Y from 'yjs'
import type { Clipboard } from '#main/core/clipboard.ts'
import { CLIPBOARD } from '#shared/bridge/contract/clipboard.ts'
import type { Implementation } from '#shared/bridge/rpc.ts'
import type { Author } from '#shared/doc/commands.ts'
import { attachSignals, quoteInNotes } from '#shared/doc/signalCommands.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import { watch } from '../watch.ts'

export interface ClipboardParts {
  clipboard: Clipboard
  /** Whose clipboard it is: of who sits here, or as whom a command writes. */
  getOwner(): Promise<string>
  change<T>(ref: string, work: (doc: Y.Doc, author: Author) => Result<T>): Promise<Result<{ id: IncidentId; value: T }>>
}

export const clipboardService = ({ clipboard, getOwner, change }: ClipboardParts): Implementation<typeof CLIPBOARD> => ({
  async listClipboard() {
    return ok(clipboard.list(await getOwner()))
  },
  async watchClipboard(_nothing, { emit, signal }) {
    const owner = await getOwner()
    await watch(signal, 20, () => emit(clipboard.list(owner)), [(changed) => clipboard.onChange(changed)])
    return ok(null)
  },
  async addToClipboard({ signals }) {
    return ok(clipboard.add(await getOwner(), signals))
  },
  async removeFromClipboard({ ids }) {
    clipboard.remove(await getOwner(), ids)
    return ok(null)
  },
  async clearClipboard() {
    const owner = await getOwner()
    clipboard.remove(
      owner,
      clipboard.list(owner).map(({ id }) => id)
    )
    return ok(null)
  },
  async quoteSignals({ ref, signals }) {
    const quoted = await change(ref, (doc) => quoteInNotes(doc, signals))
    return quoted.ok ? ok({ id: quoted.value.id }) : quoted
  },
  async attachSignals({ ref, signals }) {
    const attached = await change(ref, (doc, author) => attachSignals(doc, author, signals))
    return attached.ok ? ok({ id: attached.value.id, attached: attached.value.value.length }) : attached
  }
})
