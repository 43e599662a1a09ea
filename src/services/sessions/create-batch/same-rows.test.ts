import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.ts'
import { serviceContext } from '../../../../test/harness/service-context.ts'
import { type Context, withTransaction } from '../../../context.ts'
import { nowDate } from '../../../lib/clock.ts'
import { type ApplicantId, newId, type OrganizationId, type SessionId } from '../../../lib/ids.ts'
import { digestSecret } from '../../../lib/secret-digest.ts'
import { standaloneSteps } from '../../../steps/registry.ts'
import type { ApiKeyActor } from '../../actor.ts'
import { authenticateKey } from '../../api-keys/authenticate.ts'
import { recordAudit } from '../../audit/record.ts'
import { holdTokens } from '../../billing/tokens.ts'
import { recordEvent } from '../../events/record.ts'
import { createDataKey } from '../../evidence/data-keys.ts'
import { queueMessage } from '../../messages/queue.ts'
import { createOrganization } from '../../organizations/create.ts'
import { createSession } from '../create.ts'
import { SessionCreates } from './session-creates.ts'

/** What the verbs of each noun write, one after another: the batch must write the same. */
async function createOneByOne(ctx: Context, actor: ApiKeyActor): Promise<SessionId> {
  const { organizationId, environment, apiKeyId } = actor
  const [id, applicantId, at] = [newId<SessionId>(), newId<ApplicantId>(), nowDate(ctx.clock)]
  const person = { firstName: 'Ada', lastName: 'Lovelace' }
  const steps = standaloneSteps()
  await withTransaction(ctx, async (tx) => {
    const holdId = await holdTokens(
      tx,
      actor,
      steps.map((step) => step.id),
    )
    const dataKeyId = await createDataKey(tx, organizationId)
    const applicant = { ...person, id: applicantId, email: 'ada@example.com', phone: '+15192223333', dataKeyId }
    await tx.db
      .insertInto('applicants')
      .values({ ...applicant, organizationId, environment, createdAt: at, updatedAt: at })
      .execute()
    await tx.db
      .insertInto('sessions')
      .values({
        ...{ ...person, id, organizationId, environment, applicantId, apiKeyId, type: 'verification' },
        ...{ status: 'PENDING', progress: 'PENDING', steps: JSON.stringify(steps), maxAttempts: 3 },
        ...{ externalId: 'a-1', redirectUrl: 'https://example.com/done', holdId: holdId ?? null },
        linkDigest: digestSecret(id),
        ...{ expiresAt: new Date(at.getTime() + 24 * 3_600_000), createdAt: at, updatedAt: at },
      })
      .execute()
    await recordAudit(tx, actor, { action: 'session.create', targetId: id })
    await recordEvent(tx, { organizationId, environment, type: 'session.created', sessionId: id, sealedSnapshot: null })
    const message = {
      organizationId,
      environment,
      channel: 'email',
      kind: 'session_invitation',
      sessionId: id,
    } as const
    await queueMessage(tx, message)
    await queueMessage(tx, { ...message, channel: 'phone' })
  })
  return id
}

let database: TestDatabase
let ctx: Context
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = serviceContext(database.db, {
    ...{ OPENIDV_SMTP_URL: 'smtp://127.0.0.1', OPENIDV_MAIL_FROM: 'no-reply@example.org' },
    ...{ OPENIDV_SMS_URL: 'http://127.0.0.1', OPENIDV_SMS_FROM: '+15190000000' },
  })
})
afterAll(() => database.close())

async function anActor(): Promise<ApiKeyActor> {
  const { liveKey } = await createOrganization(ctx, { name: 'Payer' })
  const known = await authenticateKey(ctx, liveKey)
  if (!known) throw new Error('The key is known')
  return known.actor
}

const TABLES = [
  'sessions',
  'applicants',
  'data_keys',
  'holds',
  'ledger_entries',
  'balances',
  'audit_events',
  'events',
  'messages',
]

/** Ids, digests and secrets differ from row to row; that they are there, and where one id stands twice, is what counts. */
async function readRows(organizationId: OrganizationId): Promise<Record<string, unknown>> {
  const names = new Map<string, string>()
  const rows: Record<string, unknown> = {}
  for (const table of TABLES) {
    const result = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where organization_id = ${organizationId}
    `.execute(database.db)
    const created = result.rows.filter((row) => row.action === undefined || row.action === 'session.create')
    rows[table] = created.map((row) =>
      Object.entries(row).map(([column, value]) => [column, toComparable(column, value, names)]),
    )
  }
  return rows
}

function toComparable(column: string, value: unknown, names: Map<string, string>): unknown {
  // Of the database's own clock.
  if (column === 'begunAt' || column === 'dueAt') return 'a time'
  if (Buffer.isBuffer(value)) return `${value.length} bytes`
  if (/^(event)?[iI]d$/.test(column) && typeof value === 'number') return 'a number'
  if (typeof value !== 'string' || !/^[0-9a-f-]{36}$/.test(value)) return value
  const name = names.get(value) ?? `id ${names.size}`
  names.set(value, name)
  return name
}

it('the batch writes row for row what the verbs of each noun write', async () => {
  const [batched, single] = [await anActor(), await anActor()]
  await createSession(ctx, new SessionCreates(ctx), batched, {
    ...{ firstName: 'Ada', lastName: 'Lovelace', email: 'Ada@example.com', phone: '+15192223333' },
    ...{ externalId: 'a-1', redirectUrl: 'https://example.com/done', expiresInHours: 24 },
    ...{ invitesByMail: true, invitesByPhone: true },
  })
  await createOneByOne(ctx, single)
  const [ours, expected] = [await readRows(batched.organizationId), await readRows(single.organizationId)]
  expect(Object.values(ours).every((rows) => Array.isArray(rows) && rows.length > 0)).toBe(true)
  expect(ours).toEqual(expected)
})
