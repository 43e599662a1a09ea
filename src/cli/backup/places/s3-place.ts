/** Backups below a prefix of a bucket that speaks the protocol of Amazon S3. */
import { Writable } from 'node:stream'
import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import type { S3Settings } from '../../../blobs/s3-client.ts'
import { S3Objects } from '../../../blobs/s3-objects.ts'
import { S3Upload } from '../../../blobs/s3-upload.ts'
import { BackupError } from '../../../db/backup/backup-error.ts'
import { AppError } from '../../../lib/errors.ts'
import type { BackupPlace } from './place.ts'

/** Of 32 MiB: 3 Mbit/s must do. */
const DEADLINES = { connectMs: 5_000, attemptMs: 100_000, callMs: 250_000 }

/** Nothing is asked of the bucket before the first call; folders are there when something is in them. */
export async function openS3Place(settings: S3Settings, partBytes?: number): Promise<BackupPlace> {
  const objects = await S3Objects.open({ deadlines: DEADLINES, ...settings })
  return {
    name: objects.s3.name,
    folder: undefined,
    list: (path) => told(() => list(objects, path === '' ? '' : `${path}/`)),
    read: (path) => read(objects, path),
    find: (path) => told(() => objects.find(path)),
    makeFolder: async () => undefined,
    create: (path) => createUpload(new S3Upload(objects, path, partBytes)),
    write: (path, text) => told(() => objects.put(path, Buffer.from(text))),
    add: (path, _source, bytes) => told(() => objects.put(path, bytes)),
    settle: async () => undefined,
    remove: (path) => told(() => remove(objects, path)),
    close: async () => objects.close(),
  }
}

function createUpload(upload: S3Upload): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => void told(() => upload.write(chunk)).then(() => done(), done),
    final: (done) => void told(() => upload.end()).then(() => done(), done),
    destroy: (error, done) => void upload.abort().then(() => done(error), done),
  })
}

async function list(objects: S3Objects, folder: string): Promise<string[]> {
  const { s3, prefix } = objects
  const names: string[] = []
  for (let after: string | undefined; ; ) {
    const asked = { Bucket: s3.bucket, Prefix: prefix + folder, Delimiter: '/', ContinuationToken: after }
    const command = new s3.sdk.ListObjectsV2Command(asked)
    const answer = await s3.call((client, options) => client.send(command, options))
    names.push(...namesOf(answer, prefix + folder))
    after = answer.NextContinuationToken
    if (answer.IsTruncated !== true || after === undefined) return names
  }
}

function namesOf({ Contents = [], CommonPrefixes = [] }: ListObjectsV2CommandOutput, prefix: string): string[] {
  const paths = [...Contents.map(({ Key = '' }) => Key), ...CommonPrefixes.map(({ Prefix = '' }) => Prefix)]
  return paths.map((path) => path.slice(prefix.length).replace(/\/$/, '')).filter((name) => name !== '')
}

async function* read(objects: S3Objects, path: string): AsyncGenerator<Buffer> {
  try {
    yield* objects.read(path)
  } catch (error) {
    throw toBackupError(error)
  }
}

async function remove(objects: S3Objects, path: string): Promise<void> {
  for (const name of await list(objects, `${path}/`)) await remove(objects, `${path}/${name}`)
  await objects.delete(path)
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error) => Promise.reject(toBackupError(error)))
}

/** The cause, which callers of the API never see, is for the operator. */
function toBackupError(error: unknown): unknown {
  if (!(error instanceof AppError) || !(error.cause instanceof Error)) return error
  return new BackupError(error.cause.message, { cause: error })
}
