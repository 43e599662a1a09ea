/** Erases objects in buckets that keep versions. */
import type { ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3'
import type { S3Bucket } from './s3-client.ts'

/**
 * Removes every version and every delete marker of one object; throws `files_unavailable` when one may not be removed, since
 * what was only hidden was not erased.
 */
export async function removeVersions(s3: S3Bucket, key: string): Promise<void> {
  const { ListObjectVersionsCommand, DeleteObjectCommand } = s3.sdk
  const list = new ListObjectVersionsCommand({ Bucket: s3.bucket, Prefix: key })
  for (let before = ''; ; ) {
    const found = versionsOf(await s3.call((client, options) => client.send(list, options)), key)
    if (found.length === 0) return
    if (found.join() === before) throw s3.toFault(new Error(`versions of ${key} stay, though they were removed`))
    before = found.join()
    for (const version of found) {
      const command = new DeleteObjectCommand({ Bucket: s3.bucket, Key: key, VersionId: version })
      await s3.call((client, options) => client.send(command, options))
    }
  }
}

/** The prefix is that of longer keys, too; the key itself comes before them. */
function versionsOf({ Versions = [], DeleteMarkers = [] }: ListObjectVersionsCommandOutput, key: string): string[] {
  return [...Versions, ...DeleteMarkers].flatMap(({ Key, VersionId }) => {
    return Key === key && VersionId !== undefined ? [VersionId] : []
  })
}
