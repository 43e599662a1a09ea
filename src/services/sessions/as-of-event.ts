/** Sessions as they were when an event happened, whatever came of them since. */
import type { TxContext } from '../../context.ts'
import type { OrganizationId, SessionId } from '../../lib/ids.ts'
import { openVaults } from '../evidence/vault.ts'
import { listSessionsByIds } from './queries.ts'
import { type SessionView, viewSessions } from './view.ts'

/** An event of a session, with what was kept of the session. */
export interface SessionEvent {
  readonly sessionId: SessionId
  /** Null for a creation, which the session's own row tells. */
  readonly sealedSnapshot: Buffer | null
}

/** One view for each event, undefined where the applicant was erased since. The same few queries however many there are. */
export async function viewSessionsAsOf(
  ctx: TxContext,
  organizationId: OrganizationId,
  events: readonly SessionEvent[],
): Promise<ReadonlyArray<SessionView | undefined>> {
  if (events.length === 0) return []
  const rows = await listSessionsByIds(ctx.db, organizationId, [...new Set(events.map(({ sessionId }) => sessionId))])
  const byId = new Map(rows.map((row) => [row.id, row]))
  const vaults = await openVaults(
    ctx,
    organizationId,
    rows.map(({ applicantId }) => applicantId),
  )
  const created = rows.filter(({ id }) => events.some((event) => event.sessionId === id && !event.sealedSnapshot))
  const views = new Map((await viewSessions(ctx, organizationId, created)).map((view) => [view.id, view]))
  return events.map(({ sessionId, sealedSnapshot }) => {
    const row = byId.get(sessionId)
    const vault = row && vaults.get(row.applicantId)
    if (!vault) return undefined
    if (sealedSnapshot) return revive(vault.open(sealedSnapshot, `event:${sessionId}`)) as SessionView
    const view = views.get(sessionId)
    return view && asCreated(view)
  })
}

/** Nothing was given, measured or decided then. */
function asCreated(view: SessionView): SessionView {
  return {
    ...view,
    ...{ status: 'PENDING', progress: 'PENDING', updatedAt: view.createdAt, files: {}, metaData: {} },
    ...{ consentAt: null, submittedAt: null, decisionSource: null, decisionReasons: [] },
    views: view.views.map((step) => ({
      ...step,
      ...{ status: 'PENDING', attempts: 0, failureReason: null, reasons: [], result: undefined },
      ...{ startedAt: null, completedAt: null, judgedAt: null, checkId: null },
    })),
  }
}

/** Dates are text where they were kept: those of the session and of its steps are named `…At`. */
function revive(kept: unknown): unknown {
  const { views, ...session } = kept as { readonly views: ReadonlyArray<Record<string, unknown>> }
  return { ...withDates(session), views: views.map(withDates) }
}

function withDates(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      name.endsWith('At') && typeof value === 'string' ? new Date(value) : value,
    ]),
  )
}
