/** Opens the blob store that the configuration names. */
import { join } from 'node:path'
import type { BlobPlace, Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { BlobStore } from './blob-store.ts'
import { openDiskBlobs } from './disk.ts'
import { openPostgresBlobs } from './postgres.ts'
import { openS3Blobs } from './s3.ts'

/** The folder of sealed files in the data folder. */
export const BLOBS_FOLDER = 'blobs'

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
    case 's3':
      return openS3Blobs({ ...place, endpoint: blobs.s3Endpoint, region: blobs.s3Region })
    default:
      return place satisfies never
  }
}
