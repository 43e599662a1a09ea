/** Makes files that a client uploaded the current ones of a session's slots. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError, type Hint } from '../../lib/errors.ts'
import { type EvidenceId, isUuid, type OrganizationId, type SessionId } from '../../lib/ids.ts'
import { type EvidenceRow, findEvidenceById, listReceivedEvidence } from './queries.ts'
import { markSubmitted, retireCurrent } from './replace-queries.ts'

interface Owner {
  readonly organizationId: OrganizationId
  readonly id: SessionId
}

/**
 * The files that keys stand for, by slot. Throws `validation_failed` with a hint for each key that is none of this
 * session's and slot's, or to which nothing was uploaded yet.
 */
export async function findUploads(
  ctx: TxContext,
  session: Owner,
  keys: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, EvidenceId>>> {
  const hints: Hint[] = []
  const found: Record<string, EvidenceId> = {}
  for (const [slot, key] of Object.entries(keys)) {
    const row = isUuid(key) ? await findEvidenceById(ctx.db, key as EvidenceId) : undefined
    const message = whyNot(session, slot, row)
    if (message) hints.push({ code: 'invalid_upload', path: ['uploads', slot], message })
    else if (row) found[slot] = row.id
  }
  if (hints.length === 0) return found
  const message = hints.map((hint) => `${hint.path.join('.')}: ${hint.message}`).join('; ')
  throw new AppError('upload_invalid', { message, hints })
}

/** Another organization's key is told like an unknown one: neither is this session's. */
function whyNot(session: Owner, slot: string, row: EvidenceRow | undefined): string | undefined {
  if (!row || row.organizationId !== session.organizationId || row.sessionId !== session.id || row.slot !== slot) {
    return `is no file_key of this session and slot: announce ${slot} by POST /v1/sessions/${session.id}/uploads`
  }
  if (row.state === 'awaiting') return 'nothing was uploaded to this file_key yet: PUT the bytes to its upload_url'
  return row.state === 'erased' ? 'was erased: upload it again' : undefined
}

/**
 * Makes each the current file of its slot, submitted; what was there is retired. Call inside a transaction, with the
 * session locked. Throws `upload_invalid` for a file that was replaced since it was found.
 */
export async function bindUploads(
  tx: TxContext,
  { organizationId, id }: Owner,
  files: Readonly<Record<string, EvidenceId>>,
): Promise<void> {
  for (const [slot, evidenceId] of Object.entries(files)) {
    await retireCurrent(tx.db, organizationId, id, { slot, by: evidenceId })
    const isThere = await markSubmitted(tx.db, organizationId, id, { id: evidenceId, at: nowDate(tx.clock) })
    if (isThere) continue
    const hint = { code: 'invalid_upload', path: ['uploads', slot], message: 'was replaced by another file meanwhile' }
    throw new AppError('upload_invalid', { message: `uploads.${slot}: ${hint.message}`, hints: [hint] })
  }
}

/** The newest file that was uploaded to each slot of a session and not taken by a step yet. */
export async function listReceived(ctx: TxContext, session: Owner): Promise<Readonly<Record<string, EvidenceId>>> {
  const rows = await listReceivedEvidence(ctx.db, session.organizationId, session.id)
  return Object.fromEntries(rows.flatMap(({ id, slot }) => (slot ? [[slot, id]] : [])))
}
