import type { IncidentId } from '#shared/domain/ids.ts'

/** An image that waits in the composer. */
export interface KeptDraft {
  id: string
  name: string
  alt: string
  bytes: Uint8Array
}

/* Images of a draft are kept by the window until they are posted, through reloads and crashes, as its text is: nobody gets what was not posted. */

const STORE = 'images'

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('muster-drafts', 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return settled(request)
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('refused'))
  })

async function use<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await settled(work(database.transaction(STORE, mode).objectStore(STORE)))
  } finally {
    database.close()
  }
}

/** Those of an incident; none when they cannot be read. */
export async function loadDraftImages(incident: IncidentId): Promise<KeptDraft[]> {
  const kept: unknown = await use('readonly', (store) => store.get(incident)).catch(() => undefined)
  return Array.isArray(kept) ? kept.filter(isKept) : []
}

/** False when the window's storage refuses: they are then only on screen. */
export async function saveDraftImages(incident: IncidentId, images: readonly KeptDraft[]): Promise<boolean> {
  const saved: Promise<unknown> =
    images.length === 0
      ? use('readwrite', (store) => store.delete(incident))
      : use('readwrite', (store) => store.put([...images], incident))
  return saved.then(
    () => true,
    () => false
  )
}

function isKept(value: unknown): value is KeptDraft {
  if (typeof value !== 'object' || value === null) return false
  const { id, name, alt, bytes } = value as Record<string, unknown>
  return [id, name, alt].every((text) => typeof text === 'string') && bytes instanceof Uint8Array
}
