/** The commands of the audit log: `audit verify` and `audit key`. */
import type { KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Context } from '../context.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import type { OrganizationId } from '../lib/ids.ts'
import { parsePublicKey, readHeads, toPublicKeyText } from '../services/audit/heads.ts'
import { sealChains } from '../services/audit/seal-chains.ts'
import {
  type ChainMark,
  describeVerification,
  listAuditedOrganizations,
  verifyAuditChain,
} from '../services/audit/verify-chain.ts'
import { type CommandOptions, findList, findText, operatorOf, organizationOf, print } from './command-options.ts'
import { withContext } from './with-context.ts'

const MARK = /^(?<position>[1-9]\d{0,14}):(?<hash>[0-9a-f]{64})$/

/**
 * `audit verify`: recomputes the chain of one organization or of all and compares it with its seals, and with what was
 * published when `--heads` names a file of it; fails when one is broken. Chains that are whole are sealed where they end.
 */
export async function verifyAuditChains(options: CommandOptions): Promise<void> {
  const only = findText(options, 'organization') === undefined ? undefined : organizationOf(options)
  const mark = findMark(options)
  if (mark && !only) throw invalidField('--mark', 'needs --organization')
  await withContext(options, async (ctx) => {
    const published = await readPublished(ctx, options)
    const ids = only ? [only] : listOnce(await listAuditedOrganizations(ctx), [...published.keys()])
    let broken = 0
    for (const id of ids) {
      const marks = [...(published.get(id) ?? []), ...(mark ? [mark] : [])]
      const verification = await verifyAuditChain(ctx, operatorOf(id), marks)
      if (!verification.isIntact) broken++
      print(options.values.json ? verification : describeVerification(verification))
    }
    if (broken > 0) throw new AppError('internal_error', { message: `${broken} audit chains are broken` })
    await sealChains(ctx)
  })
}

/** `audit key`: prints the key by which anybody can check the published heads, and those of earlier root secrets. */
export async function printAuditKeys(options: CommandOptions): Promise<void> {
  await withContext(options, async ({ keyring }) => {
    for (const { publicKey } of keyring.headSigners) print(toPublicKeyText(publicKey))
  })
}

async function readPublished(ctx: Context, options: CommandOptions): Promise<ReadonlyMap<OrganizationId, ChainMark[]>> {
  const path = findText(options, 'heads')
  const named = findList(options, 'public-key', '') ?? []
  if (path === undefined) return new Map()
  const text = await readFile(path, 'utf8').catch(() => {
    throw invalidField('--heads', 'must be a file that can be read')
  })
  return readHeads(text, [...ctx.keyring.headSigners.map(({ publicKey }) => publicKey), ...named.map(toKey)])
}

function toKey(text: string): KeyObject {
  const key = parsePublicKey(text)
  if (!key) throw invalidField('--public-key', 'must be keys as `audit key` prints them, separated by commas')
  return key
}

function listOnce(...lists: ReadonlyArray<readonly OrganizationId[]>): OrganizationId[] {
  return [...new Set(lists.flat())].sort()
}

function findMark(options: CommandOptions): ChainMark | undefined {
  const text = findText(options, 'mark')
  if (text === undefined) return undefined
  const { position, hash } = MARK.exec(text)?.groups ?? {}
  if (position === undefined || hash === undefined) throw invalidField('--mark', 'must be POSITION:HASH, as printed')
  return { position: Number(position), hash }
}
