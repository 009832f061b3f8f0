import type * as Y from 'yjs'
import { openCore } from '#main/seat/openCore.ts'
import { DocClient } from '#shared/bridge/docClient.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { connect } from '#shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { WAR_ROOM, type WarRoom } from '#shared/bridge/warRoomApi.ts'
import { valueOf } from '#shared/domain/result.ts'

/** A data folder as a window sees it. */
export interface OpenFolder {
  warRoom: WarRoom
  /** Every incident, and the others named, as they are now. */
  readDocs(): Promise<ReadonlyMap<string, Y.Doc>>
  close(): Promise<void>
}

export async function openFolder(dataDir: string, isOnline = false): Promise<OpenFolder> {
  const core = await openCore({ dataDir, isOnline })
  const [near, far] = portPair()
  core.attach(far, { as: 'Checker' })
  const channels = splitPort(near, CORE_CHANNELS)
  const warRoom = connect(channels.rpc, WAR_ROOM)
  const client = new DocClient(channels.doc)
  return {
    warRoom,
    async readDocs() {
      const docs = new Map<string, Y.Doc>()
      for (const { id } of valueOf(await warRoom.listSummaries({ query: '' }))) {
        const opened = client.open(id)
        await opened.loaded
        docs.set(id, opened.doc)
      }
      return docs
    },
    close: () => core.close()
  }
}
