/** Opens the place of backups that a command line names. */
import { resolve } from 'node:path'
import type { Config } from '../../../config.ts'
import { BackupError } from '../../../db/backup/backup-error.ts'
import { parseBlobPlace } from '../../../settings-reader.ts'
import { openFolderPlace } from './folder-place.ts'
import type { BackupPlace } from './place.ts'
import { openS3Place } from './s3-place.ts'

/** Does some work with a folder or `s3://BUCKET/PREFIX`; throws `BackupError` for the name of another thing, or none. */
export async function withPlace<T>(
  { blobs }: Config,
  text: string | undefined,
  work: (place: BackupPlace) => Promise<T>,
): Promise<T> {
  const place = await openPlace(blobs, text)
  return work(place).finally(() => place.close())
}

async function openPlace({ s3Endpoint, s3Region }: Config['blobs'], text?: string): Promise<BackupPlace> {
  if (text === undefined || text === '') throw new BackupError('Which folder? openidv help shows the command.')
  if (!/^\w+:\/\//.test(text)) return openFolderPlace(resolve(text))
  const place = parseBlobPlace(text)
  if (place?.kind !== 's3') throw new BackupError(`${text} is neither a folder nor s3://BUCKET/PREFIX.`)
  return openS3Place({ ...place, endpoint: s3Endpoint, region: s3Region })
}
