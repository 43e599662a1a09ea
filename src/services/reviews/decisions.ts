/** The decisions on a session: who took them, when, why. */
import type { TxContext } from '../../context.ts'
import type { DecisionReason } from '../../db/run-tables.ts'
import type { RejectionCode } from '../../db/tables.ts'
import type { ApplicantId, OrganizationId, SessionId } from '../../lib/ids.ts'
import { findVault } from '../evidence/vault.ts'
import { listDecisionRows } from './queries.ts'

/** A session is rarely decided more than twice. */
const MAX_DECISIONS = 100

export interface ReviewedDecision {
  readonly id: string
  readonly outcome: 'VERIFIED' | 'REJECTED' | 'SUBMITTED' | 'VOIDED'
  readonly source: 'automatic' | 'api_key' | 'member'
  /** Of the member or key; absent for the rules. */
  readonly by?: string
  /** What the rules said. */
  readonly reasons: readonly DecisionReason[]
  readonly reasonCode?: RejectionCode
  readonly note?: string
  /** What an automatic decision rested on; absent for those of before it was kept, and when the applicant was erased. */
  readonly basis?: DecisionBasis
  readonly createdAt: Date
}

/** By which rules it fell. */
export interface DecisionBasis {
  readonly rulesVersion: string
  readonly thresholds: Readonly<Record<string, number>>
  /** SHA-256 of each model that measured, by step. */
  readonly models: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Names one session. */
interface OwnedSession {
  readonly organizationId: OrganizationId
  readonly id: SessionId
  readonly applicantId: ApplicantId
}

/** Every decision, latest first. */
export async function listDecisions(
  ctx: TxContext,
  { organizationId, id, applicantId }: OwnedSession,
  limit = MAX_DECISIONS,
): Promise<ReviewedDecision[]> {
  const rows = await listDecisionRows(ctx.db, organizationId, id, limit)
  const isSealed = rows.some(({ sealedBasis }) => sealedBasis)
  const vault = isSealed ? await findVault(ctx, organizationId, applicantId) : undefined
  return rows.map(({ memberName, keyName, reasonCode, note, sealedBasis, ...row }) => {
    const basis = vault && sealedBasis ? toBasis(vault.open(sealedBasis, `decision:${id}`)) : undefined
    const by = memberName ?? keyName ?? undefined
    return {
      ...row,
      ...(by !== undefined && { by }),
      ...(reasonCode !== null && { reasonCode }),
      ...(note !== null && { note }),
      ...(basis && { basis }),
    }
  })
}

/** `runs/complete.ts` sealed it. */
function toBasis(sealed: unknown): DecisionBasis {
  const { rulesVersion, thresholds, steps } = sealed as Omit<DecisionBasis, 'models'> & {
    readonly steps: ReadonlyArray<{ readonly step: string; readonly models: Readonly<Record<string, string>> }>
  }
  return { rulesVersion, thresholds, models: Object.fromEntries(steps.map(({ step, models }) => [step, models])) }
}

const VERBS = { VERIFIED: 'approved', REJECTED: 'rejected', SUBMITTED: 'left to a person', VOIDED: 'voided' } as const

/** Who decided last and when, as a sentence and for machines; undefined when nobody has. */
export async function describeLastDecision(
  ctx: TxContext,
  session: OwnedSession,
): Promise<{ sentence: string; details: Readonly<Record<string, string>> } | undefined> {
  const [last] = await listDecisions(ctx, session, 1)
  if (!last) return undefined
  const who = last.by ?? (last.source === 'automatic' ? 'The rules' : 'Somebody who has left')
  const ago = tellAge(ctx.clock.nowMs() - last.createdAt.getTime())
  return {
    sentence: `${who} ${VERBS[last.outcome]} this ${ago}`,
    details: { decidedBy: who, decidedAt: last.createdAt.toISOString(), decidedOutcome: last.outcome },
  }
}

/** `20 s ago`, `3 min ago`, `5 h ago`, `2 days ago`. */
function tellAge(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 90) return `${seconds} s ago`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} min ago`
  const hours = Math.round(minutes / 60)
  return hours < 36 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`
}
