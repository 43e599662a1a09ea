/** Puts an export on record: who began it with which filters, and how many rows had left when it ended. */
import type { TxContext } from '../../context.ts'
import { readWithinOrganization, withinOrganization } from '../../db/reach.ts'
import { type Actor, requireScope } from '../actor.ts'
import { type AuditAction, recordAudit } from './record.ts'
import { tellFilters } from './tell-filters.ts'

interface Export {
  readonly action: Extract<AuditAction, `${string}.export`>
  /** By name; what is undefined or empty did not choose. */
  readonly filters: Readonly<Record<string, unknown>>
  /** Filters that may hold personal data: only that they were given is kept. */
  readonly untold?: readonly string[]
  readonly details?: Readonly<Record<string, string | number | boolean>>
}

/**
 * The rows, after the row of this very export is written: no row, no export. A second row tells how many were read, and
 * whether all were. Throws `scope_missing` without exports:read; whoever calls this for a member must have asked for a
 * fresh sign-in.
 */
export async function recordExport<T>(
  ctx: TxContext,
  actor: Actor,
  { action, filters, untold = [], details }: Export,
  rows: AsyncIterable<T>,
): Promise<AsyncGenerator<T>> {
  requireScope(actor, 'exports:read')
  const { organizationId } = actor
  const told = tellFilters(filters, (name) => !untold.includes(name))
  await recordAudit(ctx, actor, { action, details: { ...told, ...details } })
  return countRows()

  async function* countRows(): AsyncGenerator<T> {
    let sent = 0
    let isComplete = false
    try {
      for await (const row of readWithinOrganization(organizationId, rows)) {
        sent++
        yield row
      }
      isComplete = true
    } finally {
      // A browser that goes away in the middle has what it was sent.
      const end = { action: 'export.end', details: { export: action, rows: sent, isComplete } } as const
      await withinOrganization(organizationId, () => recordAudit(ctx, actor, end))
    }
  }
}
