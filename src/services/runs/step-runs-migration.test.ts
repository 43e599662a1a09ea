import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEmptyDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { Context } from '../../context.ts'
import { migrate } from '../../db/migrate.ts'
import type { SessionStatus } from '../../db/tables.ts'
import { newId } from '../../lib/ids.ts'
import { passedIdentity } from '../../steps/id-verification/play.ts'
import type { ApiKeyActor } from '../actor.ts'
import { authenticateKey } from '../api-keys/authenticate.ts'
import { verifyAuditChain } from '../audit/verify-chain.ts'
import { createDataKey } from '../evidence/data-keys.ts'
import { createOrganization } from '../organizations/create.ts'
import { decideSession } from '../reviews/decide.ts'
import { failedIdentity } from '../sandbox/fixture-facts.ts'
import { getSession } from '../sessions/get.ts'
import { getWorkflow } from '../workflows/get.ts'
import { finishCheck } from './finish-check.ts'
import { freezeFindings } from './freeze.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url))
const STATUSES: readonly SessionStatus[] = [
  ...(['PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'VOIDED', 'EXPIRED', 'FAILED'] as const),
]
const STEPS = [
  { id: 'ID_VERIFICATION', config: { minimum_age: 18, maximum_age: 100, age_restriction_mode: 'slider' } },
  { id: 'FACE_LIVENESS', config: { confidence_threshold: 70, preferred_liveness_method: 'FaceMovementChallenge' } },
]
const OLD_REASON = { code: 'FACE_SELFIE_MISMATCH', severity: 'CRITICAL', detail: 'An old sentence.' }

let database: TestDatabase
let ctx: Context
let actor: ApiKeyActor
let workflowId: string
const ids = new Map<SessionStatus | 'CHECKING', string>()

/** A database as the version before made it: workflow, sessions in every status, checks, decisions. */
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openidv-migrations-'))
  database = await createEmptyDatabase()
  ctx = serviceContext(database.db)
  for (const file of await readdir(MIGRATIONS)) {
    if (file < '0021') await cp(join(MIGRATIONS, file), join(folder, file))
  }
  await migrate(database.url, ctx.log, folder)
  await rm(folder, { recursive: true, force: true })
  // The organization and its keys are made by the code of this version, which writes columns that came later.
  await sql`alter table organizations add founder_id uuid`.execute(ctx.db)
  await sql`alter table api_keys add granted_by uuid, add granted_role text, add is_from_before_scopes boolean`.execute(
    ctx.db,
  )
  const { liveKey } = await createOrganization(ctx, { name: 'Acme' })
  const known = await authenticateKey(ctx, liveKey)
  if (!known) throw new Error('The key is known')
  await sql`alter table api_keys drop granted_by, drop granted_role, drop is_from_before_scopes`.execute(ctx.db)
  await sql`alter table organizations drop founder_id`.execute(ctx.db)
  actor = known.actor
  workflowId = await insertWorkflow()
  for (const status of [...STATUSES, 'CHECKING'] as const) ids.set(status, await insertSession(status))
  await migrate(database.url, ctx.log)
})
afterAll(() => database.close())

async function insertWorkflow(): Promise<string> {
  const [id, at] = [newId(), new Date()]
  const { organizationId } = actor
  await sql`insert into workflows (id, organization_id, environment, name, version, created_at, updated_at)
    values (${id}, ${organizationId}, 'live', 'Old', 1, ${at}, ${at})`.execute(database.db)
  await sql`insert into workflow_versions (id, organization_id, workflow_id, version, steps, created_at)
    values (${newId()}, ${organizationId}, ${id}, 1, ${JSON.stringify(STEPS)}, ${at})`.execute(database.db)
  return id
}

async function insertSession(status: SessionStatus | 'CHECKING'): Promise<string> {
  const { organizationId, apiKeyId } = actor
  const [id, applicantId, at] = [newId(), newId(), new Date(ctx.clock.nowMs())]
  const isChecking = status === 'CHECKING'
  const stored = isChecking ? 'SUBMITTED' : status
  const isSubmitted = isChecking || ['SUBMITTED', 'VERIFIED', 'REJECTED'].includes(status)
  const dataKeyId = await createDataKey(ctx, organizationId)
  const { db } = database
  await sql`insert into applicants
      (id, organization_id, environment, email, first_name, last_name, data_key_id, created_at, updated_at)
    values (${applicantId}, ${organizationId}, 'live', ${`${id}@example.com`}, 'Anna', 'Eriksson', ${dataKeyId}, ${at}, ${at})
  `.execute(db)
  const reasons = status === 'REJECTED' ? [OLD_REASON] : []
  await sql`insert into sessions (id, organization_id, environment, applicant_id, api_key_id, workflow_id, type, status,
      progress, steps, first_name, last_name, link_digest, decision_source, decision_reasons, submitted_at, created_at, updated_at)
    values (${id}, ${organizationId}, 'live', ${applicantId}, ${apiKeyId}, ${workflowId}, 'session', ${stored},
      ${isSubmitted ? 'COMPLETED' : 'PENDING'}, ${JSON.stringify(STEPS)}, 'Anna', 'Eriksson', ${Buffer.from(id)},
      ${status === 'REJECTED' ? 'DECLINED' : null}, ${JSON.stringify(reasons)}, ${isSubmitted ? at : null}, ${at}, ${at})
  `.execute(db)
  if (!isSubmitted) return id
  for (const { id: step } of STEPS) {
    const isDone = !(isChecking && step === 'FACE_LIVENESS')
    const facts = status === 'REJECTED' ? failedIdentity() : passedIdentity()
    const result = step === 'ID_VERIFICATION' ? facts : { faceCount: 1, score: 0.99 }
    await sql`insert into checks
        (id, organization_id, environment, session_id, step, kind, state, input, result, created_at, finished_at)
      values (${newId()}, ${organizationId}, 'live', ${id}, ${step},
        ${step === 'ID_VERIFICATION' ? 'identity_verify' : 'face_liveness'}, ${isDone ? 'done' : 'queued'},
        '{"evidence":{}}', ${isDone ? JSON.stringify(result) : null}, ${at}, ${isDone ? at : null})`.execute(db)
  }
  return id
}

it('keeps the workflow, with the default of attempts', async () => {
  const workflow = await getWorkflow(ctx, actor, workflowId)
  expect(workflow).toMatchObject({ name: 'Old', steps: STEPS, maxAttempts: 3 })
})

it('reads sessions of every status as they were, and keeps what their checks found, once', async () => {
  expect(await freezeFindings(ctx)).toBe(4)
  expect(await freezeFindings(ctx)).toBe(0)
  for (const status of STATUSES) {
    const { session } = await getSession(ctx, actor, ids.get(status) ?? '')
    expect(session.status).toBe(status)
    const isSubmitted = ['SUBMITTED', 'VERIFIED', 'REJECTED'].includes(status)
    const expected = isSubmitted ? 'COMPLETED' : 'PENDING'
    expect(session.views.map((step) => step.status)).toEqual([expected, expected])
    if (!isSubmitted) continue
    const [document, liveness] = session.views
    expect(document?.result?.analysis).toMatchObject({ id_matches_selfie: status !== 'REJECTED' })
    expect(document?.result?.findings.length).toBeGreaterThan(5)
    expect(liveness?.result?.analysis).toMatchObject({ faceliveness_score: 99 })
  }
  const { session } = await getSession(ctx, actor, ids.get('REJECTED') ?? '')
  expect(session.decisionReasons).toEqual([OLD_REASON])
})

it('decides a session whose checks were under way when the last one ends', async () => {
  const id = ids.get('CHECKING') ?? ''
  const check = await database.db
    .selectFrom('checks')
    .selectAll()
    .where('sessionId', '=', id as never)
    .where('state', '=', 'queued')
    .executeTakeFirstOrThrow()
  await finishCheck(ctx, check as never, { result: { faceCount: 1, score: 0.99 } })
  const { session } = await getSession(ctx, actor, id)
  expect(session.status).toBe('SUBMITTED')
  expect(session.decisionReasons.map(({ code }) => code)).toEqual(['LIVENESS_NOT_PROVEN'])
  const decisions = await database.db
    .selectFrom('decisions')
    .select('outcome')
    .where('sessionId', '=', id as never)
    .execute()
  expect(decisions).toEqual([{ outcome: 'SUBMITTED' }])
})

it('goes on deciding them by hand, with an event and an unbroken audit log', async () => {
  const id = ids.get('SUBMITTED') ?? ''
  const { session } = await decideSession(ctx, actor, id, 'VERIFIED')
  expect(session.status).toBe('VERIFIED')
  const events = await database.db
    .selectFrom('events')
    .select(['type', 'sequence'])
    .where('sessionId', '=', id as never)
    .execute()
  expect(events).toEqual([{ type: 'session.status.verified', sequence: 1 }])
  const operator = { kind: 'operator', organizationId: actor.organizationId } as const
  expect(await verifyAuditChain(ctx, operator)).toMatchObject({ isIntact: true })
})
