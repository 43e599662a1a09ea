/** Blobs as objects of a bucket that speaks the protocol of Amazon S3. */
import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import { type BlobEntry, type BlobStore, requireBlobKey } from './blob-store.ts'
import type { S3Settings } from './s3-client.ts'
import { S3Objects } from './s3-objects.ts'

/** A blob store below a prefix of a bucket. Nothing is asked of the bucket before the first call. */
export async function openS3Blobs(settings: S3Settings): Promise<BlobStore> {
  const objects = await S3Objects.open(settings)
  return {
    name: objects.s3.name,
    async put(key, bytes) {
      requireBlobKey(key)
      await objects.put(key, bytes)
    },
    async get(key) {
      requireBlobKey(key)
      return objects.get(key)
    },
    async findSize(key) {
      requireBlobKey(key)
      return objects.findSize(key)
    },
    async delete(key) {
      requireBlobKey(key)
      await objects.delete(key)
    },
    list: () => listBlobs(objects),
    // An object is there as a whole or not at all.
    removePartials: async () => 0,
    close: async () => objects.close(),
  }
}

/** By key, so that each batch begins where the last one ended. */
async function* listBlobs({ s3, prefix }: S3Objects): AsyncGenerator<readonly BlobEntry[]> {
  const { ListObjectsV2Command } = s3.sdk
  for (let after = prefix; ; ) {
    const command = new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: prefix, StartAfter: after })
    const answer = await s3.call((client, options) => client.send(command, options))
    const batch = toEntries(answer, prefix)
    if (batch.length > 0) yield batch
    const last = answer.Contents?.at(-1)?.Key
    if (answer.IsTruncated !== true || last === undefined) return
    after = last
  }
}

/** What lies deeper below the prefix is not ours. */
function toEntries({ Contents = [] }: ListObjectsV2CommandOutput, prefix: string): BlobEntry[] {
  return Contents.flatMap(({ Key = '', Size = 0, LastModified }) => {
    const key = Key.slice(prefix.length)
    return LastModified && !key.includes('/') ? [{ key, sizeBytes: Size, storedAt: LastModified }] : []
  })
}
