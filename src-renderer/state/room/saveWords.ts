import type { SaveStatus } from '#shared/bridge/docClient.ts'

export interface SaveWords {
  /** Said in the badge; never more than is true now. */
  label: string
  detail: string | null
  /** Something of this document is on this machine only although there is a room to share it with. */
  isLocalOnly: boolean
  isShared: boolean
}

/** Saving → Saved on this machine → Shared, for one document. */
export function describeSave(status: SaveStatus): SaveWords {
  const hasHub = status.hub !== 'none'
  const local = (label: string, detail: string | null): SaveWords => ({ label, detail, isLocalOnly: hasHub, isShared: false })
  switch (status.state) {
    case 'loading':
      return { label: 'Opening', detail: null, isLocalOnly: false, isShared: false }
    case 'saving':
      return { label: 'Saving', detail: null, isLocalOnly: false, isShared: false }
    case 'failed':
      return local('Not saved', status.message)
    case 'shared':
      return { label: 'Shared', detail: null, isLocalOnly: false, isShared: true }
    case 'saved':
      return local('Saved on this machine', savedDetail(status))
  }
}

function savedDetail({ hub, waiting }: SaveStatus): string | null {
  const changes = waiting === 1 ? '1 change waits' : `${waiting} changes wait`
  switch (hub) {
    case 'none':
      return null
    case 'connecting':
      return waiting > 0 ? `connecting, ${changes}` : 'connecting'
    case 'offline':
      return waiting > 0 ? `offline, ${changes}` : 'offline'
    case 'refused':
      return 'the war room refused this machine'
    case 'online':
    case 'hosting':
      return waiting > 0 ? changes : null
  }
}
