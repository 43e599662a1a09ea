/** Data keys: evidence is sealed with one, and destroying it erases the evidence for good. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { type DataKeyId, newId, type OrganizationId } from '../../lib/ids.ts'
import { newDataKey, sealSecret, unsealSecret } from '../../lib/keyring.ts'
import {
  countDataKeysOutside,
  deleteDataKeyRow,
  findDataKey,
  insertDataKey,
  listDataKeyRows,
  listDataKeysUnder,
  rewrapDataKeyRows,
} from './data-key-queries.ts'

const REWRAP_BATCH_SIZE = 500

export interface WrappedDataKey {
  readonly id: DataKeyId
  readonly wrappedKey: Buffer
  readonly masterVersion: number
}

/** Makes a data key for an applicant, or for the pictures of one direct call. */
export async function createDataKey(ctx: TxContext, organizationId: OrganizationId): Promise<DataKeyId> {
  const key = wrapDataKey(ctx)
  await insertDataKey(ctx.db, { ...key, organizationId, createdAt: nowDate(ctx.clock) })
  return key.id
}

/** A fresh data key, wrapped by the master key and not stored yet. */
export function wrapDataKey(ctx: Pick<TxContext, 'keyring'>): WrappedDataKey {
  const id = newId<DataKeyId>()
  const { bytes, version } = sealSecret(ctx.keyring, newDataKey(), wrapContext(id))
  return { id, wrappedKey: bytes, masterVersion: version }
}

/** Opens a data key; throws `not_found` when it was destroyed. */
export async function openDataKey(ctx: TxContext, organizationId: OrganizationId, id: DataKeyId): Promise<Buffer> {
  const row = await findDataKey(ctx.db, organizationId, id)
  if (!row?.wrappedKey) throw new AppError('not_found', { message: 'The evidence was erased' })
  return unsealSecret(ctx.keyring, row.wrappedKey, row.masterVersion, wrapContext(id))
}

/** Opens several data keys at once; those that were destroyed are left out. */
export async function openDataKeys(
  ctx: TxContext,
  organizationId: OrganizationId,
  ids: readonly DataKeyId[],
): Promise<ReadonlyMap<DataKeyId, Buffer>> {
  if (ids.length === 0) return new Map()
  const rows = await listDataKeyRows(ctx.db, organizationId, ids)
  return new Map(
    rows.map(({ id, wrappedKey, masterVersion }) => {
      return [id, unsealSecret(ctx.keyring, wrappedKey, masterVersion, wrapContext(id))]
    }),
  )
}

/** Removes a data key that nothing was sealed with. */
export async function discardDataKey(ctx: TxContext, organizationId: OrganizationId, id: DataKeyId): Promise<void> {
  await deleteDataKeyRow(ctx.db, organizationId, id)
}

export interface RewrappedDataKeys {
  readonly moved: number
  /** Those that stay where they are, since the configuration does not name their root secret, by its version. */
  readonly lost: ReadonlyArray<{ readonly version: number; readonly count: number }>
}

/**
 * Wraps every data key under the current master key, so that the operator can drop an earlier root secret. Can be broken
 * off and run again, beside running servers.
 */
export async function rewrapDataKeys(ctx: TxContext): Promise<RewrappedDataKeys> {
  const [{ version }, ...earlier] = ctx.keyring.masters
  const versions = earlier.map((master) => master.version)
  let moved = 0
  for (;;) {
    const rows = await listDataKeysUnder(ctx.db, versions, REWRAP_BATCH_SIZE)
    if (rows.length === 0) return { moved, lost: await countDataKeysOutside(ctx.db, version) }
    const rewrapped = rows.map(({ id, wrappedKey, masterVersion }) => {
      const dataKey = unsealSecret(ctx.keyring, wrappedKey, masterVersion, wrapContext(id))
      return { id, wrappedKey: sealSecret(ctx.keyring, dataKey, wrapContext(id)).bytes }
    })
    moved += await rewrapDataKeyRows(ctx.db, version, rewrapped)
  }
}

function wrapContext(id: DataKeyId): string {
  return `data-key:${id}`
}
