/** Bounds how many bytes a session may upload in all, and how many an organization may keep. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { addToTotals, listFullTotals, type Stored } from './quota-queries.ts'

const BOUNDLESS = Number.MAX_SAFE_INTEGER

/**
 * Asked before a file is decoded, so that one that cannot be kept costs next to nothing. Throws `upload_quota_exceeded`
 * with the bound in its details.
 */
export async function requireRoom(ctx: TxContext, of: Stored, bytes: number): Promise<void> {
  const { sessionBytes, organizationBytes } = ctx.config.uploads
  if (of.sessionId && bytes > sessionBytes) throw full(ctx, 'session', bytes)
  if (bytes > organizationBytes) throw full(ctx, 'organization', bytes)
  const [total] = await listFullTotals(ctx.db, of, bytes, ctx.config.uploads)
  if (total) throw full(ctx, total, bytes)
}

/**
 * Counts bytes that are kept, in the transaction that makes them count and as its last statement, since all uploads of an
 * organization meet there. Throws `upload_quota_exceeded` when others were faster than the look before.
 */
export async function countStored(tx: TxContext, of: Stored, bytes: number): Promise<void> {
  const added = await addToTotals(tx.db, of, bytes, tx.config.uploads)
  if (of.sessionId && !added.includes('session')) throw full(tx, 'session', bytes)
  if (!added.includes('organization')) throw full(tx, 'organization', bytes)
}

/** Counts bytes of our own making, which nobody is refused for. */
export async function countMade(tx: TxContext, of: Stored, bytes: number): Promise<void> {
  await addToTotals(tx.db, of, bytes, { sessionBytes: BOUNDLESS, organizationBytes: BOUNDLESS })
}

function full({ config }: TxContext, of: 'session' | 'organization', bytes: number): AppError {
  const { sessionBytes, organizationBytes } = config.uploads
  const limit = of === 'session' ? sessionBytes : organizationBytes
  const bound =
    of === 'session'
      ? `One session may upload ${limit} bytes in all, replaced files included`
      : `One organization may keep ${limit} bytes of files`
  return new AppError('upload_quota_exceeded', {
    message: `${bound}: there is no room for ${bytes} more`,
    details: { quota: of, limit_bytes: limit },
  })
}
