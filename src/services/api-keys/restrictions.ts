/** What narrows an API key down, and which values of it are right. */

import type { TxContext } from '../../context.ts'
import type { Environment } from '../../db/tables.ts'
import { invalidField } from '../../lib/errors.ts'
import type { WorkflowId } from '../../lib/ids.ts'
import { isIpRange } from '../../lib/ip-ranges.ts'
import { type Actor, SCOPES } from '../actor.ts'
import { hasWorkflow } from './queries.ts'

/** Each part that is left out stays as it is; for a key in the making that means: no restriction. */
export interface KeyRestrictions {
  /** At least one scope; `*` is everything. */
  readonly scopes?: readonly string[]
  /** The one workflow that the key may use; null means every one. */
  readonly workflowId?: WorkflowId | null
  /** Addresses and CIDR blocks, at most 100; empty means every address. */
  readonly ipAllowlist?: readonly string[]
  /** In the future; null means never. */
  readonly expiresAt?: Date | null
}

const MAX_RANGES = 100

/** The columns to write; throws `validation_failed`. The workflow must be the organization's, of the same environment. */
export async function parseRestrictions(
  ctx: TxContext,
  actor: Actor,
  environment: Environment,
  { scopes, workflowId, ipAllowlist, expiresAt }: KeyRestrictions,
) {
  if (workflowId && !(await hasWorkflow(ctx.db, actor.organizationId, environment, workflowId))) {
    throw invalidField('workflow_id', `must be a ${environment} workflow of the organization`)
  }
  if (expiresAt && !(expiresAt.getTime() > ctx.clock.nowMs())) throw invalidField('expires_at', 'must be in the future')
  return {
    ...(scopes && { scopes: parseScopes(scopes) }),
    ...(workflowId !== undefined && { workflowId }),
    ...(ipAllowlist && { ipAllowlist: parseAllowlist(ipAllowlist) }),
    ...(expiresAt !== undefined && { expiresAt }),
  }
}

/** A name without the space around it; throws unless it has 1 to 200 characters. */
export function parseName(text: string): string {
  const name = text.trim()
  if (name.length < 1 || name.length > 200) throw invalidField('name', 'must be 1 to 200 characters')
  return name
}

function parseScopes(scopes: readonly string[]): string[] {
  const known: readonly string[] = SCOPES
  const unknown = scopes.find((scope) => !known.includes(scope))
  if (scopes.length === 0 || unknown !== undefined) {
    throw invalidField('scopes', `must name one or more of ${SCOPES.join(', ')}`)
  }
  return [...new Set(scopes)]
}

function parseAllowlist(ranges: readonly string[]): string[] {
  if (ranges.length > MAX_RANGES) throw invalidField('ip_allowlist', `must hold at most ${MAX_RANGES} ranges`)
  const wrong = ranges.findIndex((range) => !isIpRange(range))
  if (wrong !== -1) throw invalidField(['ip_allowlist', wrong], 'must be an address or a CIDR block, IPv4 or IPv6')
  return [...new Set(ranges)]
}
