/** The steps that erase an organization, in an order that the references of its rows allow. */
import type { Context, TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { releaseHolds } from '../billing/release-holds.ts'
import { eraseChecks } from '../checks/erase.ts'
import {
  deleteApplicants,
  deletePictures,
  deleteRows,
  deleteSessions,
  destroyDataKeys,
  listApplicantKeys,
  listPictures,
  PLAIN_TABLES,
} from './deletion-queries.ts'

/** Does some work in a transaction of its own, as long as the organization is being erased. */
type InTransaction = (work: (tx: TxContext) => Promise<number>) => Promise<number>

/** Erases at most `most` things; answers how many there were, so that none means done. */
type EraseStep = (ctx: Context, id: OrganizationId, most: number, inTransaction: InTransaction) => Promise<number>

/**
 * The key of a picture dies first and by itself: bytes that a crash leaves over can never be opened. Then go the bytes,
 * and at last the row that knows where they are.
 */
const erasePictures: EraseStep = async (ctx, id, most, inTransaction) => {
  const pictures = await listPictures(ctx.db, id, most)
  if (pictures.length === 0) return 0
  const dataKeyIds = pictures.map(({ dataKeyId }) => dataKeyId)
  const destroyed = await inTransaction(async (tx) => {
    await destroyDataKeys(tx.db, id, dataKeyIds, nowDate(ctx.clock))
    return pictures.length
  })
  if (destroyed === 0) return 0
  for (const { blobKey } of pictures) await ctx.blobs.delete(blobKey)
  const ids = pictures.map((picture) => picture.id)
  return inTransaction(async (tx) => {
    await deletePictures(tx.db, id, ids)
    return ids.length
  })
}

const eraseApplicants: EraseStep = (ctx, id, most, inTransaction) =>
  inTransaction(async (tx) => {
    const applicants = await listApplicantKeys(tx.db, id, most)
    if (applicants.length === 0) return 0
    const dataKeyIds = applicants.map(({ dataKeyId }) => dataKeyId)
    await destroyDataKeys(tx.db, id, dataKeyIds, nowDate(ctx.clock))
    const ids = applicants.map((applicant) => applicant.id)
    await deleteApplicants(tx.db, id, ids)
    return applicants.length
  })

/** Every step; each is repeated until nothing is left for it. */
export const ERASE_STEPS: readonly EraseStep[] = [
  (_ctx, id, most, inTransaction) => inTransaction((tx) => releaseHolds(tx, id, most)),
  (_ctx, id, most, inTransaction) => inTransaction((tx) => eraseChecks(tx, id, most)),
  erasePictures,
  (_ctx, id, most, inTransaction) => inTransaction((tx) => deleteSessions(tx.db, id, most)),
  eraseApplicants,
  ...PLAIN_TABLES.map(
    (table): EraseStep =>
      (_ctx, id, most, inTransaction) =>
        inTransaction((tx) => deleteRows(tx.db, table, id, most)),
  ),
]
