/** Sends bytes to an object of a bucket as they come, in parts, since nobody knows beforehand how many they will be. */
import type { CompletedPart } from '@aws-sdk/client-s3'
import type { S3Objects } from './s3-objects.ts'

/** Of one upload this much is in memory. S3 takes 10,000 parts: 312 GiB. */
const PART_BYTES = 32 * 1024 * 1024

/**
 * A new object. It is there when `end` has resolved, whole, and not before; one that is aborted leaves nothing, and one that dies
 * with its process leaves parts that nobody sees, which a rule of the bucket may end.
 */
export class S3Upload {
  readonly #objects: S3Objects
  readonly #key: string
  readonly #part: Buffer
  readonly #sent: CompletedPart[] = []
  #filled = 0
  #sentBytes = 0
  /** Undefined before the first part is full, and when the upload has ended. */
  #uploadId: string | undefined

  constructor(objects: S3Objects, key: string, partBytes = PART_BYTES) {
    this.#objects = objects
    this.#key = key
    this.#part = Buffer.allocUnsafe(partBytes)
  }

  async write(chunk: Buffer): Promise<void> {
    for (let rest = chunk; rest.byteLength > 0; ) {
      if (this.#filled === this.#part.byteLength) await this.#sendPart()
      const copied = rest.copy(this.#part, this.#filled)
      this.#filled += copied
      rest = rest.subarray(copied)
    }
  }

  /** Resolves when the object is there with all its bytes. */
  async end(): Promise<void> {
    if (this.#sent.length === 0) return this.#objects.put(this.#key, this.#part.subarray(0, this.#filled))
    await this.#sendPart()
    const { s3 } = this.#objects
    const parts = { MultipartUpload: { Parts: this.#sent }, UploadId: this.#uploadId }
    const command = new s3.sdk.CompleteMultipartUploadCommand({ ...this.#objects.nameOf(this.#key), ...parts })
    await s3.call((client, options) => client.send(command, options))
    this.#uploadId = undefined
    if ((await this.#objects.findSize(this.#key)) === this.#sentBytes) return
    throw s3.toFault(new Error(`${this.#key} was taken, but is not there as it was sent`))
  }

  /** What cannot be aborted is ended by the bucket's rule. */
  async abort(): Promise<void> {
    if (this.#uploadId === undefined) return
    const { s3 } = this.#objects
    const name = { ...this.#objects.nameOf(this.#key), UploadId: this.#uploadId }
    const command = new s3.sdk.AbortMultipartUploadCommand(name)
    await s3.call((client, options) => client.send(command, options)).catch(() => undefined)
  }

  /** Each with a sum that the server compares. */
  async #sendPart(): Promise<void> {
    const { s3 } = this.#objects
    this.#uploadId ??= await this.#begin()
    const PartNumber = this.#sent.length + 1
    const Body = this.#part.subarray(0, this.#filled)
    const part = { UploadId: this.#uploadId, PartNumber, Body, ChecksumAlgorithm: 'CRC32' as const }
    const command = new s3.sdk.UploadPartCommand({ ...this.#objects.nameOf(this.#key), ...part })
    const { ETag, ChecksumCRC32 } = await s3.call((client, options) => client.send(command, options))
    this.#sent.push({ PartNumber, ETag, ...(ChecksumCRC32 !== undefined && { ChecksumCRC32 }) })
    this.#sentBytes += this.#filled
    this.#filled = 0
  }

  async #begin(): Promise<string | undefined> {
    const { s3 } = this.#objects
    const name = { ...this.#objects.nameOf(this.#key), ChecksumAlgorithm: 'CRC32' as const }
    const command = new s3.sdk.CreateMultipartUploadCommand(name)
    return (await s3.call((client, options) => client.send(command, options))).UploadId
  }
}
