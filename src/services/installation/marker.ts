/** The object in a store of files that says whose files they are. */
import type { BlobStore } from '../../blobs/blob-store.ts'
import { AppError } from '../../lib/errors.ts'

/** Its key; no piece of evidence has one of this form. */
export const MARKER_KEY = 'openidv-installation'

export interface Marker {
  readonly installation: string
  readonly store: string
}

/** The marker of a store; undefined when it has none. One that cannot be understood is nobody's: its ids are empty. */
export async function readMarker(blobs: BlobStore): Promise<Marker | undefined> {
  try {
    return parseMarker((await blobs.get(MARKER_KEY)).toString())
  } catch (error) {
    if (error instanceof AppError && error.code === 'file_lost') return undefined
    throw error
  }
}

/** Writes the marker, in the place of one that was there. */
export async function writeMarker(blobs: BlobStore, { installation, store }: Marker): Promise<void> {
  await blobs.put(MARKER_KEY, Buffer.from(JSON.stringify({ installation, store })))
}

function parseMarker(text: string): Marker {
  try {
    const { installation, store } = JSON.parse(text)
    return { installation: String(installation), store: String(store) }
  } catch {
    return { installation: '', store: '' }
  }
}
