/** Talks to S3: the SDK is loaded when it is needed, every call ends in time, and what goes wrong is one of our errors. */
import { addAbortSignal, type Readable } from 'node:stream'
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import { AppError } from '../lib/errors.ts'

type Sdk = typeof import('@aws-sdk/client-s3')

export interface S3Settings {
  readonly bucket: string
  /** Of every key, without slashes at its ends; may be empty. */
  readonly prefix: string
  /** Of another server than Amazon's. */
  readonly endpoint: string | undefined
  /** Undefined: as the SDK finds it in its own files. */
  readonly region: string | undefined
  readonly deadlines?: S3Deadlines
}

interface S3Deadlines {
  readonly connectMs: number
  /** Of one attempt, without a byte or in all. */
  readonly attemptMs: number
  /** Of a call with its retries, to the last byte of the body. */
  readonly callMs: number
}

const DEADLINES: S3Deadlines = { connectMs: 3000, attemptMs: 12_000, callMs: 25_000 }
const MAX_ATTEMPTS = 3
/** Four times the largest file, sealed. */
const MAX_BLOB_BYTES = 64 * 1024 * 1024

/** What the operator is told of the commonest refusals. */
const WORDS: Readonly<Record<string, string>> = {
  ExpiredToken: 'the credential has expired',
  ExpiredTokenException: 'the credential has expired',
  TokenRefreshRequired: 'the credential has expired',
  CredentialsProviderError: 'there is no credential',
  InvalidAccessKeyId: 'the credential is unknown',
  SignatureDoesNotMatch: 'the credential is wrong',
  AccessDenied: 'access is denied',
  NoSuchBucket: 'there is no such bucket',
  TimeoutError: 'no answer came in time',
  AbortError: 'no answer came in time',
}

/** One bucket. */
export class S3Bucket {
  readonly name: string
  readonly bucket: string
  readonly sdk: Sdk
  readonly #client: S3Client
  readonly #callMs: number

  private constructor(sdk: Sdk, settings: S3Settings) {
    const { bucket, prefix, deadlines = DEADLINES } = settings
    this.name = `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`
    this.bucket = bucket
    this.sdk = sdk
    this.#client = new sdk.S3Client(toClientConfig(settings, deadlines))
    this.#callMs = deadlines.callMs
  }

  /** Loads the SDK; sends nothing yet. */
  static async open(settings: S3Settings): Promise<S3Bucket> {
    return new S3Bucket(await import('@aws-sdk/client-s3'), settings)
  }

  /** Does one call, which `send` hands to the client; throws `file_lost` for an absent object, else `files_unavailable`. */
  async call<T>(send: (client: S3Client, options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
    try {
      return await send(this.#client, { abortSignal: AbortSignal.timeout(this.#callMs) })
    } catch (error) {
      throw error instanceof AppError ? error : this.toFault(error)
    }
  }

  /** The error of an answer that cannot be right, or of none. */
  toFault(error: unknown): AppError {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    const code = name === 'NoSuchKey' || name === 'NotFound' ? 'file_lost' : 'files_unavailable'
    const told = WORDS[name] ?? message
    return new AppError(code, { cause: new Error(`${this.name}: ${told} (${name})`, { cause: error }) })
  }

  close(): void {
    this.#client.destroy()
  }
}

/** Credentials come by the SDK's own chain: environment, files of AWS, container, instance. */
function toClientConfig({ endpoint, region }: S3Settings, { connectMs, attemptMs }: S3Deadlines): S3ClientConfig {
  return {
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(region !== undefined && { region }),
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: attemptMs,
      socketTimeout: attemptMs,
      throwOnRequestTimeout: true,
    },
  }
}

/** All bytes of a body; the signal of the call ends it, too, so that none can drip for ever. */
export async function readBody(body: unknown, signal: AbortSignal): Promise<Buffer> {
  // In Node the SDK answers with a stream of Node.
  const stream = addAbortSignal(signal, body as Readable)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).byteLength
    if (size > MAX_BLOB_BYTES) throw new Error(`the body is larger than ${MAX_BLOB_BYTES} bytes`)
  }
  return Buffer.concat(chunks, size)
}
