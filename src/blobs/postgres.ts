/** Blobs as rows of the database, for installations that have nothing else in common. */
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { isConnectionError } from '../db/transaction.ts'
import { AppError } from '../lib/errors.ts'
import { type BlobEntry, type BlobStore, requireBlobKey } from './blob-store.ts'

const LIST_BATCH = 1000

/** A blob store in the table `blobs`; a blob is as durable as every other row, and is in every backup of the database. */
export function openPostgresBlobs(db: Database): BlobStore {
  return {
    name: 'postgres',
    async put(key, bytes) {
      requireBlobKey(key)
      await asFault(() => upsertBlob(db, key, bytes))
    },
    async get(key) {
      requireBlobKey(key)
      const row = await asFault(() => findBlob(db, key))
      if (!row) throw new AppError('file_lost')
      return row.bytes
    },
    async findSize(key) {
      requireBlobKey(key)
      return (await asFault(() => findBlobSize(db, key)))?.sizeBytes
    },
    async delete(key) {
      requireBlobKey(key)
      await asFault(() => deleteBlob(db, key))
    },
    list: () => listBlobs(db),
    // A row is there or not.
    removePartials: async () => 0,
    close: async () => undefined,
  }
}

/** The moment is the database's, as that of every store is its own. */
async function upsertBlob(db: Database, key: string, bytes: Uint8Array): Promise<void> {
  await db
    .insertInto('blobs')
    .values({ key, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), storedAt: sql`now()` })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet(({ ref }) => ({
        bytes: ref('excluded.bytes'),
        storedAt: ref('excluded.storedAt'),
      })),
    )
    .execute()
}

function findBlob(db: Database, key: string) {
  return db.selectFrom('blobs').select('bytes').where('key', '=', key).executeTakeFirst()
}

function findBlobSize(db: Database, key: string) {
  const sizeBytes = sql<number>`octet_length(bytes)`.as('sizeBytes')
  return db.selectFrom('blobs').select(sizeBytes).where('key', '=', key).executeTakeFirst()
}

async function deleteBlob(db: Database, key: string): Promise<void> {
  await db.deleteFrom('blobs').where('key', '=', key).execute()
}

/** By key, so that each batch begins where the last one ended. */
async function* listBlobs(db: Database): AsyncGenerator<readonly BlobEntry[]> {
  for (let after = ''; ; ) {
    const batch = await asFault(() => listBlobsAfter(db, after, LIST_BATCH))
    if (batch.length > 0) yield batch
    const last = batch.at(-1)
    if (!last || batch.length < LIST_BATCH) return
    after = last.key
  }
}

function listBlobsAfter(db: Database, after: string, most: number): Promise<BlobEntry[]> {
  return db
    .selectFrom('blobs')
    .select(['key', 'storedAt', sql<number>`octet_length(bytes)`.as('sizeBytes')])
    .where('key', '>', after)
    .orderBy('key')
    .limit(most)
    .execute()
}

/** A database that is away says so itself; one that is full or read-only is a store that is. */
async function asFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (isConnectionError(cause)) throw cause
    throw new AppError('files_unavailable', { cause })
  }
}
