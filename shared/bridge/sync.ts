import * as encoding from 'lib0/encoding'
import { messageYjsSyncStep2 } from 'y-protocols/sync'

/** The y-protocols message that carries everything somebody asked for. */
export const syncStep2 = (update: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageYjsSyncStep2)
    encoding.writeVarUint8Array(encoder, update)
  })
