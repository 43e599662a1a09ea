/** Objects below a prefix of a bucket that speaks the protocol of Amazon S3, none of which is believed in unseen. */
import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import { sha256 } from '../lib/crypto.ts'
import { AppError } from '../lib/errors.ts'
import { readBody, S3Bucket, type S3Settings } from './s3-client.ts'
import { removeVersions } from './s3-versions.ts'

/** Bytes of a large object that are fetched at a time, so that one that breaks off is fetched again. */
const RANGE_BYTES = 16 * 1024 * 1024

/** Keys are those below the prefix. Every method throws `files_unavailable` where the bucket is away or refuses. */
export class S3Objects {
  readonly s3: S3Bucket
  /** Of every key, with a slash at its end; may be empty. */
  readonly prefix: string
  /** Learned from answers: a bucket that keeps versions keeps the bytes of what is only deleted. */
  #isVersioned = false

  private constructor(s3: S3Bucket, prefix: string) {
    this.s3 = s3
    this.prefix = prefix
  }

  /** Nothing is asked of the bucket before the first call. */
  static async open(settings: S3Settings): Promise<S3Objects> {
    return new S3Objects(await S3Bucket.open(settings), settings.prefix === '' ? '' : `${settings.prefix}/`)
  }

  /** Believes no 200: the object is looked at, with its size and checksum, before this resolves. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const checksum = sha256(bytes).toString('base64')
    const { PutObjectCommand } = this.s3.sdk
    const object = { ...this.nameOf(key), Body: bytes, ContentLength: bytes.byteLength, ChecksumSHA256: checksum }
    const command = new PutObjectCommand({ ...object, Metadata: { sha256: checksum } })
    const { VersionId } = await this.s3.call((client, options) => client.send(command, options))
    if (VersionId !== undefined) this.#isVersioned = true
    const head = await this.#head(key)
    if (head?.ContentLength === bytes.byteLength && checksumOf(head) === checksum) return
    throw this.s3.toFault(new Error(`${key} was taken, but is not there as it was sent`))
  }

  /** The bytes of an object of at most 64 MiB; throws `file_lost` when there is none, or another than was put. */
  async get(key: string): Promise<Buffer> {
    return (await this.find(key)) ?? this.#lose(`${key} is not there`)
  }

  /** The same; undefined when there is none. */
  async find(key: string): Promise<Buffer | undefined> {
    const { GetObjectCommand } = this.s3.sdk
    const command = new GetObjectCommand(this.nameOf(key))
    const fetch = this.s3.call(async (client, options) => {
      const { Body, Metadata } = await client.send(command, options)
      return { bytes: await readBody(Body, options.abortSignal), checksum: Metadata?.sha256 }
    })
    const found = await fetch.catch(toAbsent)
    if (found?.checksum === undefined || found.checksum === sha256(found.bytes).toString('base64')) return found?.bytes
    return this.#lose(`${key} is not as it was stored`)
  }

  /** The bytes of an object of any size, bit by bit; throws `file_lost` when there is none. */
  async *read(key: string): AsyncGenerator<Buffer> {
    const { GetObjectCommand } = this.s3.sdk
    const size = await this.findSize(key)
    if (size === undefined) return this.#lose(`${key} is not there`)
    for (let start = 0; start < size; start += RANGE_BYTES) {
      const end = Math.min(start + RANGE_BYTES, size)
      const command = new GetObjectCommand({ ...this.nameOf(key), Range: `bytes=${start}-${end - 1}` })
      const bytes = await this.s3.call(async (client, options) =>
        readBody((await client.send(command, options)).Body, options.abortSignal),
      )
      if (bytes.byteLength !== end - start) throw this.s3.toFault(new Error(`${key} ends before its end`))
      yield bytes
    }
  }

  async findSize(key: string): Promise<number | undefined> {
    return (await this.#head(key))?.ContentLength
  }

  /** With every version, so that nothing can bring erased bytes back; throws where the right to do so is lacking. */
  async delete(key: string): Promise<void> {
    const object = this.nameOf(key)
    if (!this.#isVersioned) {
      const { DeleteObjectCommand } = this.s3.sdk
      const command = new DeleteObjectCommand(object)
      const answer = await this.s3.call((client, options) => client.send(command, options)).catch(toAbsent)
      this.#isVersioned = answer?.DeleteMarker === true || answer?.VersionId !== undefined
    }
    if (this.#isVersioned) await removeVersions(this.s3, object.Key)
  }

  nameOf(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.s3.bucket, Key: `${this.prefix}${key}` }
  }

  close(): void {
    this.s3.close()
  }

  #lose(why: string): never {
    throw new AppError('file_lost', { cause: new Error(`${this.s3.name}: ${why}`) })
  }

  async #head(key: string): Promise<HeadObjectCommandOutput | undefined> {
    const { HeadObjectCommand } = this.s3.sdk
    const command = new HeadObjectCommand({ ...this.nameOf(key), ChecksumMode: 'ENABLED' })
    return this.s3.call((client, options) => client.send(command, options)).catch(toAbsent)
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
