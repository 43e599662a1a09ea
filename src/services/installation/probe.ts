/** Tries whether a store of files works. */
import type { BlobStore } from '../../blobs/blob-store.ts'
import { randomBase62 } from '../../lib/crypto.ts'
import { AppError } from '../../lib/errors.ts'

/** Writes, reads and removes a file; throws `files_unavailable` or `file_lost` when one of the three does not work. */
export async function probeBlobs(blobs: BlobStore): Promise<void> {
  const key = `openidv-probe-${randomBase62(12)}`
  const bytes = Buffer.from(key)
  await blobs.put(key, bytes)
  const read = await blobs.get(key)
  await blobs.delete(key)
  if (!read.equals(bytes) || (await blobs.findSize(key)) !== undefined) {
    throw new AppError('files_unavailable', {
      cause: new Error(`${blobs.name} does not keep or does not remove files`),
    })
  }
}

/** What is wrong with a store, for the operator: the cause, which callers never see. */
export function describeBlobFault(blobs: BlobStore, error: unknown): string {
  const cause = error instanceof AppError && error.cause instanceof Error ? error.cause : error
  return `the blob store ${blobs.name} does not work: ${cause instanceof Error ? cause.message : String(cause)}`
}
