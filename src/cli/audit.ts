/** The command of the audit log: `audit verify`. */
import { AppError, invalidField } from '../lib/errors.ts'
import {
  type ChainMark,
  describeVerification,
  listAuditedOrganizations,
  verifyAuditChain,
} from '../services/audit/verify-chain.ts'
import { type CommandOptions, findText, operatorOf, organizationOf, print, withContext } from './command-options.ts'

const MARK = /^(?<position>[1-9]\d{0,14}):(?<hash>[0-9a-f]{64})$/

/** `audit verify`: recomputes the chain of one organization or of all; fails when one is broken. */
export async function verifyAuditChains(options: CommandOptions): Promise<void> {
  const only = findText(options, 'organization') === undefined ? undefined : organizationOf(options)
  const mark = findMark(options)
  if (mark && !only) throw invalidField('--mark', 'needs --organization')
  await withContext(options, async (ctx) => {
    let broken = 0
    for (const id of only ? [only] : await listAuditedOrganizations(ctx)) {
      const verification = await verifyAuditChain(ctx, operatorOf(id), mark)
      if (!verification.isIntact) broken++
      print(options.values.json ? verification : describeVerification(verification))
    }
    if (broken > 0) throw new AppError('internal_error', { message: `${broken} audit chains are broken` })
  })
}

function findMark(options: CommandOptions): ChainMark | undefined {
  const text = findText(options, 'mark')
  if (text === undefined) return undefined
  const { position, hash } = MARK.exec(text)?.groups ?? {}
  if (position === undefined || hash === undefined) throw invalidField('--mark', 'must be POSITION:HASH, as printed')
  return { position: Number(position), hash }
}
