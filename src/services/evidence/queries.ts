/** SQL of evidence and of the data keys that seal it. */
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Environment } from '../../db/tables.ts'
import type { DataKeyId, EvidenceId, OrganizationId, SessionId } from '../../lib/ids.ts'

const COLUMNS = [
  'id',
  'organizationId',
  'environment',
  'sessionId',
  'dataKeyId',
  'slot',
  'state',
  'contentType',
  'sizeBytes',
  'width',
  'height',
  'blobKey',
  'createdAt',
] as const

export interface EvidenceRow {
  readonly id: EvidenceId
  readonly organizationId: OrganizationId
  readonly environment: Environment
  readonly sessionId: SessionId | null
  readonly dataKeyId: DataKeyId
  readonly slot: string | null
  readonly state: 'awaiting' | 'received' | 'stored' | 'superseded' | 'replaced' | 'erased'
  readonly contentType: string
  readonly sizeBytes: number
  readonly width: number | null
  readonly height: number | null
  readonly blobKey: string
  readonly createdAt: Date
}

export interface StoredFile {
  readonly contentType: string
  readonly sizeBytes: number
  /** Null for a file that is no picture. */
  readonly width: number | null
  readonly height: number | null
  readonly blobKey: string
  readonly sha256: Buffer
  readonly storedAt: Date
}

/** Adds an announced upload, still without bytes; its type and size are what the PUT must match. */
export async function insertAwaitingEvidence(
  db: Db,
  row: {
    id: EvidenceId
    organizationId: OrganizationId
    environment: Environment
    dataKeyId: DataKeyId
    contentType: string
    /** 0: not announced, any size up to the limit. */
    sizeBytes: number
    blobKey: string
    sessionId?: SessionId
    slot?: string
    createdAt: Date
  },
): Promise<void> {
  await db
    .insertInto('evidence')
    .values({ ...row, state: 'awaiting' })
    .execute()
}

/** Adds evidence whose bytes are stored. */
export async function insertStoredEvidence(
  db: Db,
  row: StoredFile & {
    id: EvidenceId
    organizationId: OrganizationId
    environment: Environment
    sessionId: SessionId | null
    dataKeyId: DataKeyId
    slot: string | null
    createdAt: Date
    /** Set for what belongs to a submitted file from the start. */
    submittedAt?: Date
  },
): Promise<void> {
  await db
    .insertInto('evidence')
    .values({ ...row, state: 'stored' })
    .execute()
}

/** Takes the bytes of an announced upload, once; answers whether it was still awaited. */
export async function markEvidenceArrived(
  db: Db,
  organizationId: OrganizationId,
  id: EvidenceId,
  file: StoredFile & { state: 'received' | 'stored' },
): Promise<boolean> {
  const result = await db
    .updateTable('evidence')
    .set(file)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('state', '=', 'awaiting')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/**
 * Finds evidence by id alone: for signed URLs, whose signature stands for the permission, and so that a caller can
 * tell another organization's file (403) from an unknown one (404). One that was replaced is gone.
 */
export function findEvidenceById(db: Db, id: EvidenceId): Promise<EvidenceRow | undefined> {
  return db
    .selectFrom('evidence')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('state', '<>', 'replaced')
    .executeTakeFirst()
}

/** Retires the pictures of the pages of the file in a slot. */
export async function supersedePages(
  db: Db,
  organizationId: OrganizationId,
  sessionId: SessionId,
  slot: string,
): Promise<void> {
  await db
    .updateTable('evidence')
    .set({ state: 'superseded' })
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .where(sql<boolean>`starts_with(slot, ${`${slot}/`})`)
    .where('state', '=', 'stored')
    .execute()
}

/** The current pictures of a session, by slot. */
export function listSessionEvidence(db: Db, organizationId: OrganizationId, sessionId: SessionId) {
  return db
    .selectFrom('evidence')
    .select(COLUMNS)
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .where('state', '=', 'stored')
    .orderBy('slot')
    .execute()
}

/** Uploads of a session that no step has taken yet, oldest first. */
export function listReceivedEvidence(db: Db, organizationId: OrganizationId, sessionId: SessionId) {
  return db
    .selectFrom('evidence')
    .select(['id', 'slot'])
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .where('state', '=', 'received')
    .orderBy('storedAt')
    .execute()
}

/** Every picture of a session that was ever stored, by slot: the one that counts first, then the latest. */
export function listSessionAttempts(
  db: Db,
  organizationId: OrganizationId,
  sessionId: SessionId,
): Promise<EvidenceRow[]> {
  return db
    .selectFrom('evidence')
    .select(COLUMNS)
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .where('state', 'not in', ['awaiting', 'received', 'replaced'])
    .orderBy('slot')
    .orderBy(sql`state = 'stored'`, 'desc')
    .orderBy('createdAt', 'desc')
    .execute()
}

/** The current pictures of many sessions at once, for lists. */
export function listEvidenceOfSessions(db: Db, organizationId: OrganizationId, sessionIds: readonly SessionId[]) {
  return db
    .selectFrom('evidence')
    .select(['id', 'sessionId', 'slot'])
    .where('organizationId', '=', organizationId)
    .where('sessionId', 'in', sessionIds)
    .where('state', '=', 'stored')
    .execute()
}

/** Pictures of direct calls, of every organization, from before a time: our own job erases them. Oldest first. */
export function listDirectEvidenceBefore(db: Db, before: Date, most: number) {
  return db
    .selectFrom('evidence')
    .select(['id', 'organizationId', 'dataKeyId'])
    .where('sessionId', 'is', null)
    .where('state', '<>', 'erased')
    .where('createdAt', '<', before)
    .orderBy('createdAt')
    .limit(most)
    .execute()
}
