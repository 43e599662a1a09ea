/** Blobs as objects of a bucket that speaks the protocol of Amazon S3. */
import type { HeadObjectCommandOutput, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import { sha256 } from '../lib/crypto.ts'
import { AppError } from '../lib/errors.ts'
import { type BlobEntry, type BlobStore, requireBlobKey } from './blob-store.ts'
import { readBody, S3Bucket, type S3Settings } from './s3-client.ts'
import { removeVersions } from './s3-versions.ts'

/** A blob store below a prefix of a bucket. Nothing is asked of the bucket before the first call. */
export async function openS3Blobs(settings: S3Settings): Promise<BlobStore> {
  return new S3Blobs(await S3Bucket.open(settings), settings.prefix === '' ? '' : `${settings.prefix}/`)
}

class S3Blobs implements BlobStore {
  readonly name: string
  readonly #s3: S3Bucket
  readonly #prefix: string
  /** Learned from answers: a bucket that keeps versions keeps the bytes of what is only deleted. */
  #isVersioned = false

  constructor(s3: S3Bucket, prefix: string) {
    this.name = s3.name
    this.#s3 = s3
    this.#prefix = prefix
  }

  /** Believes no 200: the object is looked at, with its size and checksum, before this resolves. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const checksum = sha256(bytes).toString('base64')
    const { PutObjectCommand } = this.#s3.sdk
    const object = { ...this.#objectOf(key), Body: bytes, ContentLength: bytes.byteLength, ChecksumSHA256: checksum }
    const command = new PutObjectCommand({ ...object, Metadata: { sha256: checksum } })
    const { VersionId } = await this.#s3.call((client, options) => client.send(command, options))
    if (VersionId !== undefined) this.#isVersioned = true
    const head = await this.#head(key)
    if (head?.ContentLength === bytes.byteLength && checksumOf(head) === checksum) return
    throw this.#s3.toFault(new Error(`${key} was taken, but is not there as it was sent`))
  }

  async get(key: string): Promise<Buffer> {
    const { GetObjectCommand } = this.#s3.sdk
    const command = new GetObjectCommand(this.#objectOf(key))
    return this.#s3.call(async (client, options) => {
      const answer = await client.send(command, options)
      const bytes = await readBody(answer.Body, options.abortSignal)
      const checksum = answer.Metadata?.sha256
      if (checksum === undefined || checksum === sha256(bytes).toString('base64')) return bytes
      throw new AppError('file_lost', { cause: new Error(`${this.name}: ${key} is not as it was stored`) })
    })
  }

  async findSize(key: string): Promise<number | undefined> {
    return (await this.#head(key))?.ContentLength
  }

  /** With every version, so that nothing can bring erased bytes back; throws where the right to do so is lacking. */
  async delete(key: string): Promise<void> {
    const object = this.#objectOf(key)
    if (!this.#isVersioned) {
      const { DeleteObjectCommand } = this.#s3.sdk
      const command = new DeleteObjectCommand(object)
      const answer = await this.#s3.call((client, options) => client.send(command, options)).catch(toAbsent)
      this.#isVersioned = answer?.DeleteMarker === true || answer?.VersionId !== undefined
    }
    if (this.#isVersioned) await removeVersions(this.#s3, object.Key)
  }

  /** By key, so that each batch begins where the last one ended. */
  async *list(): AsyncGenerator<readonly BlobEntry[]> {
    const { ListObjectsV2Command } = this.#s3.sdk
    for (let after = this.#prefix; ; ) {
      const command = new ListObjectsV2Command({ Bucket: this.#s3.bucket, Prefix: this.#prefix, StartAfter: after })
      const answer = await this.#s3.call((client, options) => client.send(command, options))
      const batch = this.#toEntries(answer)
      if (batch.length > 0) yield batch
      const last = answer.Contents?.at(-1)?.Key
      if (answer.IsTruncated !== true || last === undefined) return
      after = last
    }
  }

  /** An object is there as a whole or not at all. */
  async removePartials(): Promise<number> {
    return 0
  }

  async close(): Promise<void> {
    this.#s3.close()
  }

  #objectOf(key: string): { Bucket: string; Key: string } {
    requireBlobKey(key)
    return { Bucket: this.#s3.bucket, Key: `${this.#prefix}${key}` }
  }

  async #head(key: string): Promise<HeadObjectCommandOutput | undefined> {
    const { HeadObjectCommand } = this.#s3.sdk
    const command = new HeadObjectCommand({ ...this.#objectOf(key), ChecksumMode: 'ENABLED' })
    return this.#s3.call((client, options) => client.send(command, options)).catch(toAbsent)
  }

  /** What lies deeper below the prefix is not ours. */
  #toEntries({ Contents = [] }: ListObjectsV2CommandOutput): BlobEntry[] {
    return Contents.flatMap(({ Key = '', Size = 0, LastModified }) => {
      const key = Key.slice(this.#prefix.length)
      return LastModified && !key.includes('/') ? [{ key, sizeBytes: Size, storedAt: LastModified }] : []
    })
  }
}

/** Undefined for an object that is not there: some servers say so even when it is to be deleted. */
function toAbsent(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'file_lost') return undefined
  throw error
}

/** As the server reckoned it, or else as we said it: not every server knows this checksum. */
function checksumOf({ ChecksumSHA256, Metadata }: HeadObjectCommandOutput): string | undefined {
  return ChecksumSHA256 ?? Metadata?.sha256
}
