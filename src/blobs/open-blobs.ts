/** Opens the blob store that the configuration names. */
import { join } from 'node:path'
import type { BlobPlace, Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { BlobStore } from './blob-store.ts'
import { BLOBS_FOLDER, openDiskBlobs } from './disk.ts'
import { openPostgresBlobs } from './postgres.ts'

/** The store at `place`, by default the one of OPENIDV_BLOBS. Nothing is read or written yet; close it at the end. */
export async function openBlobs(
  { dataDir, blobs }: Config,
  db: Database,
  place: BlobPlace = blobs.place,
): Promise<BlobStore> {
  switch (place.kind) {
    case 'disk':
      return openDiskBlobs(join(dataDir, BLOBS_FOLDER))
    case 'postgres':
      return openPostgresBlobs(db)
    case 's3': {
      // Its client is large, and most installations have no use for it.
      const { openS3Blobs } = await import('./s3.ts')
      return openS3Blobs({ ...place, endpoint: blobs.s3Endpoint, region: blobs.s3Region })
    }
    default:
      return place satisfies never
  }
}
