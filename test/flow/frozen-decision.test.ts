import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeSession, getOwnSession } from '../../src/services/sessions/get.ts'
import { submitPerson, waitForDecision } from '../fixtures/applicant.ts'
import { facePicture, passportPicture } from '../fixtures/pictures.ts'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

let server: TestServer
let reviewer: TestMember
beforeAll(async () => {
  server = await startTestServer()
  reviewer = await signUpMember(server, { role: 'reviewer' })
})
afterAll(() => server.close())

it('a decision shows what it rested on, whatever the thresholds are when it is read', {
  timeout: 120_000,
}, async () => {
  const pictures = {
    document: await passportPicture({}, { onTable: true }),
    selfie: await facePicture('holderSelfie'),
  }
  const id = await submitPerson(server, pictures)
  const before = await waitForDecision(server, id)
  expect(before.json.session_record).toMatchObject({ status: 'VERIFIED', analysis_data: { id_matches_selfie: true } })
  const shown = (await reviewer.get(`~/sessions/${id}`)).json

  const { ctx } = server
  const strict = {
    ...ctx.config,
    vision: { ...ctx.config.vision, faceMatchThreshold: 0.99, faceReviewThreshold: 0.98 },
  }
  // What every verb reads from now on.
  Object.assign(ctx, { config: strict })
  const after = await server.request('GET', `/v1/sessions/${id}`, { key: server.organization.liveKey })
  const { resource_links: _before, resourceLinks: _b, ...recordBefore } = before.json
  const { resource_links: _after, resourceLinks: _a, ...recordAfter } = after.json
  expect(recordAfter).toEqual(recordBefore)
  const { checks, decisions, extracted } = (await reviewer.get(`~/sessions/${id}`)).json
  expect({ checks, decisions, extracted }).toEqual({
    ...{ checks: shown.checks, decisions: shown.decisions, extracted: shown.extracted },
  })
  const [decision] = decisions
  expect(decision.basis).toMatchObject({ thresholds: { match: 0.45, review: 0.3 }, rulesVersion: expect.any(String) })
  const hashes = Object.values<string>(decision.basis.models.ID_VERIFICATION)
  expect(hashes.length).toBeGreaterThan(3)
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/)

  const actor = { kind: 'api_key', organizationId: server.organization.id, environment: 'live' } as never
  const { session } = await describeSession(ctx, await getOwnSession(ctx, actor, id))
  expect(session.views[0]?.reasons).toEqual([])
})
