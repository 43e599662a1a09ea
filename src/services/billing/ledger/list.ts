/** Lists what moved an organization's tokens, newest first, each with the balance after it. */
import type { TxContext } from '../../../context.ts'
import { parseCursor, signCursor } from '../../../lib/paginate.ts'
import { type Actor, requireScope } from '../../actor.ts'
import { recordExport } from '../../audit/export.ts'
import {
  listMovements,
  type MovementFilter,
  type MovementKind,
  type MovementPosition,
  type MovementRow,
} from './queries.ts'

export type { MovementKind } from './queries.ts'

/** Every kind of movement, in the order of a hold's life. */
export const MOVEMENT_KINDS = ['grant', 'hold', 'settle', 'release'] as const satisfies readonly MovementKind[]

/** Rows of one read of the export. */
const EXPORT_BATCH = 1000

export interface ListLedger {
  readonly kinds?: readonly MovementKind[] | undefined
  /** Inclusive. */
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
}

/** One movement of tokens. */
export interface Movement {
  readonly id: string
  readonly at: Date
  readonly kind: MovementKind
  /** What it added to the available balance, to what is held, and to what was spent. */
  readonly availableTokens: number
  readonly heldTokens: number
  readonly spentTokens: number
  /** Available, after it. */
  readonly balanceAfterTokens: number
  readonly note: string | undefined
  /** What was paid for. */
  readonly sessionId: string | undefined
  readonly check: { readonly id: string; readonly kind: string } | undefined
  /** Who caused it, as far as is known. */
  readonly actor: { readonly kind: 'member' | 'api_key' | 'system'; readonly name: string | undefined }
}

export interface LedgerPage {
  readonly items: readonly Movement[]
  readonly nextCursor: string | undefined
}

/**
 * One page of at most `limit` movements. Throws `validation_failed` for a cursor that was altered, or that belongs to
 * another organization or other filters.
 */
export async function listLedger(
  ctx: TxContext,
  actor: Actor,
  input: ListLedger & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<LedgerPage> {
  requireScope(actor, 'billing:read')
  const filter = toFilter(actor, input)
  const scope = ['ledger', JSON.stringify(filter)]
  const after = input.cursor === undefined ? undefined : toPlace(ctx, scope, input.cursor)
  const found = await listMovements(ctx.db, filter, { after, most: input.limit + 1 })
  const rows = found.slice(0, input.limit)
  const last = found.length > input.limit ? rows.at(-1) : undefined
  return { items: rows.map(toMovement), nextCursor: last && signCursor(ctx.keyring.signing, scope, toPosition(last)) }
}

/** Every movement that the filters fit, read in batches: memory does not grow with the ledger. Audited before the first. */
export async function exportLedger(ctx: TxContext, actor: Actor, input: ListLedger): Promise<AsyncGenerator<Movement>> {
  requireScope(actor, 'billing:read')
  const filters = { ...input }
  return recordExport(ctx, actor, { action: 'ledger.export', filters }, readBatches(ctx, toFilter(actor, input)))
}

async function* readBatches(ctx: TxContext, filter: MovementFilter): AsyncGenerator<Movement> {
  let after: MovementPosition | undefined
  for (;;) {
    const rows: MovementRow[] = await listMovements(ctx.db, filter, { after, most: EXPORT_BATCH })
    yield* rows.map(toMovement)
    const last = rows.at(-1)
    if (!last || rows.length < EXPORT_BATCH) return
    after = positionOf(last)
  }
}

function toFilter(actor: Actor, { kinds = [], from, to }: ListLedger): MovementFilter {
  return { organizationId: actor.organizationId, kinds: [...kinds].sort(), from: from ?? null, to: to ?? null }
}

function positionOf({ id, transactionId, balanceAfterTokens, availableTokens }: MovementRow): MovementPosition {
  return { id, transactionId, balanceBeforeTokens: balanceAfterTokens - availableTokens }
}

function toPosition(row: MovementRow): string[] {
  const { id, transactionId, balanceBeforeTokens } = positionOf(row)
  return [String(id), transactionId, String(balanceBeforeTokens)]
}

function toPlace(ctx: TxContext, scope: readonly unknown[], cursor: string): MovementPosition {
  const [id, transactionId = '', balance] = parseCursor(ctx.keyring.signing, scope, cursor, {
    field: 'cursor',
    parts: 3,
  })
  return { id: Number(id), transactionId, balanceBeforeTokens: Number(balance) }
}

function toMovement(row: MovementRow): Movement {
  const { kind, availableTokens, heldTokens, spentTokens, balanceAfterTokens, checkId, checkKind } = row
  return {
    ...{ id: row.transactionId, at: row.createdAt, kind },
    ...{ availableTokens, heldTokens, spentTokens, balanceAfterTokens },
    note: row.note ?? undefined,
    sessionId: row.sessionId ?? undefined,
    check: checkId && checkKind ? { id: checkId, kind: checkKind } : undefined,
    actor: actorOf(row),
  }
}

/** A hold is closed by ourselves, when its work has ended. */
function actorOf({ kind, granterName, apiKeyName, senderName }: MovementRow): Movement['actor'] {
  if (kind === 'grant' && granterName) return { kind: 'member', name: granterName }
  if (kind === 'hold' && apiKeyName) return { kind: 'api_key', name: apiKeyName }
  if (kind === 'hold' && senderName) return { kind: 'member', name: senderName }
  return { kind: 'system', name: undefined }
}
