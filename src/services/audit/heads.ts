/** Publishes the ends of the audit chains outside of the database, signed, and reads what was published. */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import * as z from 'zod'
import type { Context } from '../../context.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { listSealsSince } from './seal-queries.ts'
import type { ChainMark } from './verify-chain.ts'

const TIMEOUT_MS = 10_000

const line = z.object({ payload: z.string(), signature: z.string() })
const payload = z.object({
  at: z.iso.datetime(),
  heads: z.array(
    z.object({ organization: z.uuid(), position: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
})

/** The key that published heads are checked by: Ed25519 (RFC 8032), 32 bytes in base64url. */
export function toPublicKeyText(key: KeyObject): string {
  const { x } = key.export({ format: 'jwk' })
  return x ?? ''
}

/** The same from its text; undefined when it is none. */
export function parsePublicKey(text: string): KeyObject | undefined {
  if (!/^[\w-]{43}$/.test(text)) return undefined
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: text }, format: 'jwk' })
}

/**
 * Where heads go, and up to when they are out. Made once a server: what another server of the installation has published
 * meanwhile is published again, which does no harm.
 */
export class HeadsPublisher {
  readonly #ctx: Context
  #since = new Date(0)

  constructor(ctx: Context) {
    this.#ctx = ctx
  }

  /** Publishes the seals that came since the last time, in one signed line; all of them at first. Throws when it cannot. */
  async publish(): Promise<void> {
    const target = this.#ctx.config.audit.heads
    if (target === undefined) return
    const at = nowDate(this.#ctx.clock)
    const seals = await acrossOrganizations(() => listSealsSince(this.#ctx.db, this.#since))
    if (seals.length === 0) return
    const heads = seals.map(({ organizationId, position, hash }) => {
      return { organization: organizationId, position, hash: hash.toString('hex') }
    })
    await send(target, this.#sign(JSON.stringify({ at: at.toISOString(), heads })))
    this.#since = seals.reduce((latest, { sealedAt }) => (sealedAt > latest ? sealedAt : latest), this.#since)
  }

  #sign(text: string): string {
    const [{ privateKey }] = this.#ctx.keyring.headSigners
    const signature = sign(null, Buffer.from(text), privateKey).toString('base64url')
    return JSON.stringify({ payload: text, signature })
  }
}

async function send(target: string, text: string): Promise<void> {
  if (!/^https?:/.test(target)) return appendFile(target, `${text}\n`, { mode: 0o640 })
  const answer = await fetch(target, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`The receiver of the audit heads answered ${answer.status}`)
}

/**
 * What was published, by organization. Throws `validation_failed` for a line that is not one of ours, or that none of the
 * keys has signed.
 */
export function readHeads(text: string, keys: readonly KeyObject[]): ReadonlyMap<OrganizationId, ChainMark[]> {
  const marks = new Map<OrganizationId, ChainMark[]>()
  for (const [index, row] of text.split('\n').entries()) {
    if (row.trim() === '') continue
    for (const { organization, position, hash } of readLine(row, index + 1, keys)) {
      const id = organization as OrganizationId
      marks.set(id, [...(marks.get(id) ?? []), { position, hash }])
    }
  }
  return marks
}

function readLine(row: string, number: number, keys: readonly KeyObject[]) {
  const parsed = line.safeParse(parseJson(row))
  if (!parsed.success) throw badLine(number, 'is not a line of published heads')
  const { payload: text, signature } = parsed.data
  const isGenuine = keys.some((key) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url')))
  if (!isGenuine)
    throw badLine(number, 'is signed by none of the known keys: name that of an earlier secret by --public-key')
  return payload.parse(JSON.parse(text)).heads
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function badLine(number: number, what: string): AppError {
  return new AppError('validation_failed', { message: `Line ${number} of the published heads ${what}` })
}
