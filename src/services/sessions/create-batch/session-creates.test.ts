import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.ts'
import { serviceContext } from '../../../../test/harness/service-context.ts'
import type { Context } from '../../../context.ts'
import type { AppError } from '../../../lib/errors.ts'
import type { ApiKeyActor } from '../../actor.ts'
import { authenticateKey } from '../../api-keys/authenticate.ts'
import { verifyAuditChain } from '../../audit/verify-chain.ts'
import { checkLedger } from '../../billing/check-ledger.ts'
import { getBalance } from '../../billing/tokens.ts'
import { createOrganization } from '../../organizations/create.ts'
import { type CreateSession, createSession } from '../create.ts'
import { SessionCreates } from './session-creates.ts'

const PRICE = 50

let database: TestDatabase
let ctx: Context
let creates: SessionCreates
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db)
  creates = new SessionCreates(ctx)
})
afterAll(() => database.close())

/** The key of an organization that can pay for so many sessions. */
async function aPayer(sessions: number, environment: 'live' | 'sandbox' = 'live'): Promise<ApiKeyActor> {
  const rich = serviceContext(database.db, { OPENIDV_SIGNUP_GRANT_TOKENS: String(sessions * PRICE) })
  const { liveKey, sandboxKey } = await createOrganization(rich, { name: 'Payer' })
  const key = await authenticateKey(ctx, environment === 'live' ? liveKey : sandboxKey)
  if (!key) throw new Error('the key is not in force')
  return key.actor
}

function aPerson(serial: number | string): CreateSession {
  return {
    firstName: 'Ada',
    lastName: `Lovelace ${serial}`,
    email: `ada.${serial}@example.com`,
    externalId: String(serial),
  }
}

function create(actor: ApiKeyActor, person: CreateSession, by = creates) {
  return createSession(ctx, by, actor, person)
}

async function listExternalIds({ organizationId }: ApiKeyActor): Promise<(string | null)[]> {
  const rows = await database.db
    .selectFrom('sessions')
    .select('externalId')
    .where('organizationId', '=', organizationId)
    .orderBy(sql`external_id::integer`)
    .execute()
  return rows.map(({ externalId }) => externalId)
}

async function countDeadlocks(): Promise<number> {
  const query = sql<{ count: number }>`
    select pg_stat_get_db_deadlocks(oid) as count from pg_database where datname = current_database()`
  return (await query.execute(database.db)).rows[0]?.count ?? 0
}

describe('creates that arrive together', () => {
  it('are all written with their holds, applicants, keys and audit rows', async () => {
    const payers = [await aPayer(20), await aPayer(20), await aPayer(0, 'sandbox')]
    const made = await Promise.all(
      Array.from({ length: 60 }, (_, i) => create(payers[i % 3] ?? (payers[0] as ApiKeyActor), aPerson(i))),
    )
    expect(new Set(made.map(({ id }) => id)).size).toBe(60)
    for (const [index, payer] of payers.entries()) {
      expect(await listExternalIds(payer)).toEqual(Array.from({ length: 20 }, (_, i) => String(3 * i + index)))
      const spent = payer.environment === 'live' ? { availableTokens: 0, heldTokens: 20 * PRICE } : undefined
      if (spent) expect(await getBalance(ctx, payer.organizationId)).toEqual(spent)
    }
    const rows = await database.db
      .selectFrom('sessions')
      .innerJoin('applicants', 'applicants.id', 'sessions.applicantId')
      .innerJoin('dataKeys', 'dataKeys.id', 'applicants.dataKeyId')
      .leftJoin('holds', 'holds.id', 'sessions.holdId')
      .innerJoin('auditEvents', (join) =>
        join
          .on(sql<boolean>`audit_events.target_id = sessions.id::text`)
          .on('auditEvents.action', '=', 'session.create'),
      )
      .select(['sessions.environment', 'sessions.externalId', 'applicants.email', 'holds.amountTokens', 'holds.prices'])
      .execute()
    expect(rows).toHaveLength(60)
    for (const { environment, externalId, email, amountTokens, prices } of rows) {
      expect(email).toBe(`ada.${externalId}@example.com`)
      expect(amountTokens).toBe(environment === 'live' ? PRICE : null)
      if (environment === 'live') expect(prices).toEqual({ ID_VERIFICATION: PRICE })
    }
    expect(await checkLedger(ctx)).toEqual([])
  })

  it('share a commit, and a hot organization leaves room in it for the others', async () => {
    const [hot, quiet] = [await aPayer(600), await aPayer(1)]
    const fresh = new SessionCreates(ctx)
    const answers = Array.from({ length: 600 }, (_, i) => create(hot, aPerson(i), fresh))
    const last = create(quiet, aPerson(0), fresh)
    const first = await Promise.race([last, Promise.all(answers).then(() => undefined)])
    expect(first).toBeDefined()
    await Promise.all(answers)
    const commits = await sql<{ count: number }>`
      select count(distinct xmin::text) from sessions where organization_id = ${hot.organizationId}
    `.execute(database.db)
    expect(commits.rows[0]?.count).toBeLessThanOrEqual(5)
  })

  it('share one applicant for one address, named as the last one says', async () => {
    const payer = await aPayer(10)
    await create(payer, { ...aPerson(0), email: 'ADA@example.com', phone: '+4912345' })
    const names = Array.from({ length: 5 }, (_, i) => ({ ...aPerson(i), email: 'ada@EXAMPLE.com' }))
    await Promise.all(names.map((person) => create(payer, person)))
    const applicants = await database.db
      .selectFrom('applicants')
      .selectAll()
      .where('organizationId', '=', payer.organizationId)
      .execute()
    expect(applicants.map(({ email, lastName, phone }) => [email, lastName, phone])).toEqual([
      ['ada@example.com', 'Lovelace 4', '+4912345'],
    ])
    const keys = database.db.selectFrom('dataKeys').select('id').where('organizationId', '=', payer.organizationId)
    expect(await keys.execute()).toHaveLength(1)
  })

  it('are refused with 402 exactly where the tokens end, in the order of their arrival', async () => {
    const poor = await aPayer(3)
    const rich = await aPayer(10)
    const answers = await Promise.allSettled(
      Array.from({ length: 16 }, (_, i) => create(i % 2 === 0 ? poor : rich, aPerson(i))),
    )
    const refused = answers.flatMap((answer, i) => (answer.status === 'rejected' ? [i] : []))
    expect(refused).toEqual([6, 8, 10, 12, 14])
    for (const answer of answers) {
      if (answer.status === 'rejected') expect((answer.reason as AppError).code).toBe('balance_insufficient')
    }
    expect(await listExternalIds(poor)).toEqual(['0', '2', '4'])
    expect(await getBalance(ctx, poor.organizationId)).toEqual({ availableTokens: 0, heldTokens: 3 * PRICE })
    expect(await checkLedger(ctx)).toEqual([])
  })

  it('do not fail with the one among them that the database refuses', async () => {
    const payer = await aPayer(20)
    const people = Array.from({ length: 15 }, (_, i) =>
      i === 7 ? { ...aPerson(i), lastName: 'Love\u0000lace' } : aPerson(i),
    )
    const answers = await Promise.allSettled(people.map((person) => create(payer, person)))
    expect(answers.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []))).toEqual([7])
    expect(await listExternalIds(payer)).toHaveLength(14)
    expect(await getBalance(ctx, payer.organizationId)).toEqual({ availableTokens: 6 * PRICE, heldTokens: 14 * PRICE })
  })

  it('of two nodes spend no token twice and add no applicant twice', async () => {
    const payer = await aPayer(25)
    const node = new SessionCreates(ctx)
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) => create(payer, aPerson(i % 10), i % 2 === 0 ? creates : node)),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(25)
    const applicants = database.db
      .selectFrom('applicants')
      .select('dataKeyId')
      .where('organizationId', '=', payer.organizationId)
    const used = (await applicants.execute()).map(({ dataKeyId }) => dataKeyId)
    const keys = database.db.selectFrom('dataKeys').select('id').where('organizationId', '=', payer.organizationId)
    expect((await keys.execute()).map(({ id }) => id).toSorted()).toEqual(used.toSorted())
    expect(await checkLedger(ctx)).toEqual([])
  })
})

describe('the end of a process', () => {
  it('of two nodes over the same organizations in opposite orders never block each other, and keep every chain', async () => {
    const payers = await Promise.all(Array.from({ length: 4 }, () => aPayer(0, 'sandbox')))
    const nodes = [new SessionCreates(ctx), new SessionCreates(ctx)] as const
    const deadlocks = await countDeadlocks()
    for (let round = 0; round < 10; round++) {
      const forth = payers.map((payer, i) => create(payer, aPerson(`f${round}${i}`), nodes[0]))
      const back = payers.toReversed().map((payer, i) => create(payer, aPerson(`b${round}${i}`), nodes[1]))
      await Promise.all([...forth, ...back])
    }
    for (const node of nodes) await node.close()
    expect(await countDeadlocks()).toBe(deadlocks)
    for (const { organizationId } of payers) {
      expect((await verifyAuditChain(ctx, { kind: 'operator', organizationId })).isIntact).toBe(true)
    }
  })

  it('waits for every create that was taken in', async () => {
    const payer = await aPayer(300)
    const ending = new SessionCreates(ctx)
    const answers = Array.from({ length: 300 }, (_, i) => create(payer, aPerson(i), ending))
    await Promise.race(answers)
    await ending.close()
    expect(await listExternalIds(payer)).toHaveLength(300)
    await Promise.all(answers)
  })
})
