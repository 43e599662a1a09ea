import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSession, openHosted, submitPerson, submitToEnd, waitForDecision } from '../fixtures/applicant.ts'
import { emptyPicture, facePicture, passportPicture, twoFacesPicture } from '../fixtures/pictures.ts'
import * as wire from '../harness/sdk-wire.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../harness/server.ts'

const TIMEOUT_MS = 120_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
}, TIMEOUT_MS)
afterAll(() => server.close())

async function workflowOf(steps: ReadonlyArray<{ id: string; config?: Record<string, unknown> }>): Promise<string> {
  const options = { key: server.organization.liveKey, body: { name: 'Steps', steps } }
  const answer = await server.request('POST', '/v1/workflows', options)
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.json.workflow.id
}

async function verifySelfie(
  steps: Parameters<typeof workflowOf>[0],
  selfie: Buffer,
): Promise<{ hosted: TestAnswer; answer: TestAnswer; reasons: string[] }> {
  const { secret } = await createSession(server, { workflowId: await workflowOf(steps) })
  const page = await openHosted(server, secret)
  await page.consent()
  await page.upload('selfie_front', selfie)
  const hosted = await submitToEnd(page)
  const answer = await waitForDecision(server, page.sessionId)
  const reasons: Array<{ code: string }> = answer.json.session_record.auto_decision.reasons
  return { hosted, answer, reasons: reasons.map(({ code }) => code) }
}

describe('a workflow of all three steps', () => {
  it(
    'asks for each picture once, and one selfie serves every step',
    async () => {
      const workflowId = await workflowOf([
        { id: 'FACE_LIVENESS', config: { confidence_threshold: 0 } },
        { id: 'ID_VERIFICATION' },
        { id: 'AGE_ESTIMATION' },
      ])
      const { secret } = await createSession(server, { workflowId })
      const page = await openHosted(server, secret)
      const slots = (await page.state()).json.steps.map(
        ({ step, slots }: { step: string; slots: Array<{ slot: string }> }) => {
          return [step, slots.map(({ slot }) => slot)]
        },
      )
      expect(slots).toEqual([
        ['FACE_LIVENESS', ['selfie_front']],
        ['ID_VERIFICATION', ['id_front', 'id_back', 'selfie_front']],
        ['AGE_ESTIMATION', ['selfie_front']],
      ])

      const pictures = { document: await passportPicture(), selfie: await facePicture('holderSelfie') }
      const id = await submitPerson(server, pictures, { workflowId })
      const answer = await waitForDecision(server, id)
      const { session_record: record } = wire.retrieved.parse(answer.json)
      wire.retrievedCamel.parse(answer.json)
      const { reasons } = answer.json.session_record.auto_decision
      // A score of one picture proves no life, so that a person looks.
      expect([record.status, reasons]).toMatchObject(['SUBMITTED', [{ code: 'LIVENESS_NOT_PROVEN' }]])
      expect(record.uploads).toEqual({ id_front: true, selfie_front: true })
      const analysis = answer.json.session_record.analysis_data
      expect(analysis.faceliveness_score).toBeGreaterThanOrEqual(0)
      expect(analysis.faceliveness_score).toBeLessThanOrEqual(100)
      expect([analysis.id_matches_selfie, analysis.id_matches_liveness]).toEqual([true, true])
      const { estimated_age, age_range } = analysis.age_estimation_data
      expect([age_range.low, age_range.high]).toEqual([estimated_age - 7, estimated_age + 7])
      const checks = await server.ctx.db
        .selectFrom('checks')
        .select('kind')
        .where('sessionId', '=', id as never)
        .execute()
      expect(checks.map(({ kind }) => kind).sort()).toEqual(['face_estimate_age', 'face_liveness', 'identity_verify'])
      const hold = await server.ctx.db
        .selectFrom('sessions')
        .innerJoin('holds', 'holds.id', 'sessions.holdId')
        .select(['holds.state', 'holds.settledTokens'])
        .where('sessions.id', '=', id as never)
        .executeTakeFirst()
      expect(hold).toEqual({ state: 'closed', settledTokens: 60 })
    },
    TIMEOUT_MS,
  )
})

describe('steps of the selfie alone', () => {
  it(
    'low liveness leaves the session to a person and never rejects',
    async () => {
      const steps = [{ id: 'FACE_LIVENESS', config: { confidence_threshold: 100 } }]
      const { answer, reasons } = await verifySelfie(steps, await facePicture('holderSelfie'))
      expect([answer.json.session_record.status, reasons]).toEqual([
        'SUBMITTED',
        ['LIVENESS_NOT_PROVEN', 'LOW_LIVENESS'],
      ])
    },
    TIMEOUT_MS,
  )

  it(
    'the look of a face verifies nobody, inside the range of ages or outside',
    async () => {
      const selfie = await facePicture('holderSelfie')
      const inside = await verifySelfie([{ id: 'AGE_ESTIMATION', config: { minimum_age: 10 } }], selfie)
      expect([inside.answer.json.session_record.status, inside.reasons]).toEqual(['SUBMITTED', ['IDENTITY_NOT_PROVEN']])
      const outside = await verifySelfie([{ id: 'AGE_ESTIMATION', config: { minimum_age: 70 } }], selfie)
      expect([outside.answer.json.session_record.status, outside.reasons]).toEqual([
        'SUBMITTED',
        ['AGE_ESTIMATE_OUT_OF_RANGE'],
      ])
      expect(outside.answer.json.session_record.analysis_data.age_estimation_data.age_restriction_pass).toBe(false)
    },
    TIMEOUT_MS,
  )

  it(
    'no face and several faces are each said once, though both steps see them',
    async () => {
      const steps = [
        { id: 'FACE_LIVENESS', config: { confidence_threshold: 0 } },
        { id: 'AGE_ESTIMATION', config: { minimum_age: 0 } },
      ]
      const none = await verifySelfie(steps, await emptyPicture())
      expect([none.answer.json.session_record.status, none.reasons]).toEqual([
        'SUBMITTED',
        ['NO_FACE_DETECTED', 'LIVENESS_NOT_PROVEN'],
      ])
      expect(none.answer.json.session_record).not.toHaveProperty('analysis_data')
      const two = await verifySelfie(steps, await twoFacesPicture())
      expect([two.answer.json.session_record.status, two.reasons]).toEqual([
        'SUBMITTED',
        ['SEVERAL_FACES', 'LIVENESS_NOT_PROVEN'],
      ])
    },
    TIMEOUT_MS,
  )
})

describe('POST /v1/face/estimate-age', () => {
  async function estimate(picture: Buffer): Promise<TestAnswer> {
    const options = { key: server.organization.liveKey, body: { image: picture.toString('base64') } }
    return server.request('POST', '/v1/face/estimate-age', options)
  }

  it(
    'answers whole years, seven either way, and the weak guess of the gender; nothing more without a face',
    async () => {
      const answer = await estimate(await facePicture('holderSelfie'))
      expect(answer.status).toBe(200)
      const { faceDetected, estimatedAge, ageRange, gender, genderConfidence } = answer.json
      expect([faceDetected, ageRange]).toEqual([true, { low: estimatedAge - 7, high: estimatedAge + 7 }])
      // A woman in her twenties or thirties.
      expect(estimatedAge).toBeGreaterThan(15)
      expect(estimatedAge).toBeLessThan(50)
      expect(gender).toBe('female')
      expect(genderConfidence).toBeGreaterThanOrEqual(0.5)
      expect((await estimate(await emptyPicture())).json).toEqual({ faceDetected: false })
    },
    TIMEOUT_MS,
  )
})
