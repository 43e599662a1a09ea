import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionId } from '../../src/lib/ids.ts'
import { createSession, openHosted, SESSION_BODY, submitPerson, waitForDecision } from '../fixtures/applicant.ts'
import { readBooks } from '../fixtures/ledger.ts'
import { emptyPicture, facePicture, PASSPORT, passportPicture, twoFacesPicture } from '../fixtures/pictures.ts'
import { startTestServer, TEST_NOW_MS, type TestAnswer, type TestServer } from '../harness/server.ts'

const TIMEOUT_MS = 120_000

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ OPENIDV_RATE_PER_SECOND: '1000', OPENIDV_RATE_BURST: '1000' })
}, TIMEOUT_MS)
afterAll(() => server.close())

async function verify(
  pictures: { document: Promise<Buffer>; selfie?: Promise<Buffer> },
  change: Readonly<Record<string, unknown>> = {},
): Promise<TestAnswer> {
  const document = await pictures.document
  const selfie = await (pictures.selfie ?? facePicture('holderSelfie'))
  return waitForDecision(server, await submitPerson(server, { document, selfie }, change))
}

function reasonsOf(answer: TestAnswer): string[] {
  const reasons: Array<{ code: string }> = answer.json.session_record.auto_decision.reasons
  return reasons.map(({ code }) => code)
}

const checksOf = (sessionId: SessionId) =>
  server.ctx.db.selectFrom('checks').selectAll().where('sessionId', '=', sessionId).execute()

describe('the whole road', () => {
  it(
    'verifies the holder of the passport and tells what was measured, in both casings',
    async () => {
      const { id, secret, url } = await createSession(server, { externalId: 'customer-7' })
      expect(url).toBe(`http://openidv.test/v/${secret}`)
      const page = await openHosted(server, secret)
      expect((await page.consent()).status).toBe(200)
      expect((await page.upload('id_front', await passportPicture({}, { onTable: true }))).json).toMatchObject({
        slot: 'id_front',
        uploaded: true,
      })
      expect((await page.upload('selfie_front', await facePicture('holderSelfie'))).status).toBe(200)
      expect((await page.submit()).json).toMatchObject({ status: 'VERIFIED', progress: 'COMPLETED' })

      const answer = await waitForDecision(server, id)
      const record = answer.json.session_record
      expect(record).toMatchObject({
        status: 'VERIFIED',
        session_progress: 'COMPLETED',
        decision_source: 'AUTO_APPROVE',
        auto_decision: { state: 'completed', outcome: 'VERIFIED', reasons: [] },
        external_id: 'customer-7',
        submitted_at: new Date(TEST_NOW_MS).toISOString(),
        uploads: { id_front: true, selfie_front: true },
      })
      const { id_analysis_data: document, ...faces } = record.analysis_data
      expect(document).toMatchObject({ expiry_date_pass: true, valid_state_pass: true, age_restriction_pass: true })
      expect(document.detect_face_data).toHaveLength(1)
      const texts = new Map<string, string>(
        document.id_extracted_text.map(({ type, value }: { type: string; value: string }) => [type, value]),
      )
      expect(Object.fromEntries(texts)).toMatchObject({
        FIRST_NAME: PASSPORT.givenNames,
        LAST_NAME: PASSPORT.surname,
        DOCUMENT_NUMBER: PASSPORT.documentNumber,
        DATE_OF_BIRTH: '1986/08/12',
        EXPIRATION_DATE: '2034/04/15',
        ID_TYPE: 'PASSPORT',
      })
      expect(faces).toMatchObject({ id_matches_selfie: true, selected_document_types: { primary: 'passport' } })
      expect(faces.compare_faces_data.face_match_confidence).toBeGreaterThanOrEqual(80)
      expect(answer.json.sessionRecord).toEqual(record)
      expect(record.analysisData.compareFacesData.faceMatchConfidence).toBe(
        faces.compare_faces_data.face_match_confidence,
      )
    },
    TIMEOUT_MS,
  )

  it(
    'gives the step of a stranger with the passport of somebody else back, and fails the session at the third attempt',
    async () => {
      const { session_record: record } = (
        await verify({ document: passportPicture({}, { onTable: true }), selfie: facePicture('strangerSelfie') })
      ).json
      const attempt = { reason: 'FACE_MISMATCH', slot: 'PRIMARY', failedAt: new Date(TEST_NOW_MS).toISOString() }
      expect(record).toMatchObject({
        status: 'FAILED',
        session_progress: 'COMPLETED',
        analysis_data: { id_matches_selfie: false },
        meta_data: { failureData: { failedAttempts: 3, attempts: [attempt, attempt, attempt] } },
      })
      expect(record.analysis_data.compare_faces_data.face_match_confidence).toBeLessThan(50)
    },
    TIMEOUT_MS,
  )

  it(
    'rejects an expired passport, whoever shows it',
    async () => {
      const { json } = await verify({ document: passportPicture({ expirationDate: '2026-11-23' }) })
      expect(json.session_record).toMatchObject({
        status: 'REJECTED',
        analysis_data: { id_matches_selfie: true, id_analysis_data: { expiry_date_pass: false } },
        meta_data: { declinedData: { reason: { code: 'DOCUMENT_EXPIRED' } } },
      })
    },
    TIMEOUT_MS,
  )
})

describe('a doubt leaves the session SUBMITTED, with machine-readable reasons', () => {
  const cases: ReadonlyArray<{
    name: string
    document: () => Promise<Buffer>
    selfie?: () => Promise<Buffer>
    person?: Readonly<Record<string, unknown>>
    reason: string
  }> = [
    {
      name: 'a document without a zone',
      document: () => passportPicture({}, { omitMrz: true }),
      reason: 'ID_TYPE_UNRECOGNIZED',
    },
    {
      name: 'somebody else’s name',
      document: () => passportPicture(),
      person: { lastName: 'Svensson' },
      reason: 'NAME_MISMATCH',
    },
    {
      name: 'a selfie without a face',
      document: () => passportPicture(),
      selfie: emptyPicture,
      reason: 'NO_FACE_DETECTED',
    },
    {
      name: 'two faces in the selfie',
      document: () => passportPicture(),
      selfie: twoFacesPicture,
      reason: 'SEVERAL_FACES',
    },
    { name: 'a picture of nothing for a document', document: emptyPicture, reason: 'ID_TYPE_UNRECOGNIZED' },
  ]
  for (const { name, document, selfie, person, reason } of cases) {
    it(
      `${name}: ${reason}`,
      async () => {
        const answer = await verify({ document: document(), ...(selfie && { selfie: selfie() }) }, person)
        const { session_record: record } = answer.json
        expect(reasonsOf(answer)).toContain(reason)
        expect(record).toMatchObject({ status: 'SUBMITTED', auto_decision: { state: 'skipped' } })
        expect(record).not.toHaveProperty('decision_source')
        for (const given of record.auto_decision.reasons) {
          expect(given).toEqual({
            code: expect.stringMatching(/^[A-Z_]+$/),
            severity: expect.stringMatching(/^(LOW|MEDIUM|HIGH|CRITICAL)$/),
            detail: expect.any(String),
          })
        }
      },
      TIMEOUT_MS,
    )
  }

  it(
    'a zone that is blurred beyond reading is never trusted',
    async () => {
      const answer = await verify({ document: passportPicture({}, { blurMrz: true }) })
      const { session_record: record } = answer.json
      expect(record.status).toBe('SUBMITTED')
      expect(reasonsOf(answer).some((code) => code === 'ID_TYPE_UNRECOGNIZED' || code === 'MRZ_INVALID')).toBe(true)
      expect(record.analysis_data.id_analysis_data.expiry_date_pass).toBe(false)
    },
    TIMEOUT_MS,
  )
})

describe('after all of this', () => {
  it('each session was decided once, its step was paid once however often it was tried, and unread paper not at all', async () => {
    const { db } = server.ctx
    const sessions = await db.selectFrom('sessions').select('id').where('status', '<>', 'FAILED').execute()
    const decisions = await db.selectFrom('decisions').select('sessionId').execute()
    expect(decisions.map(({ sessionId }) => sessionId).sort()).toEqual(sessions.map(({ id }) => id).sort())
    const steps = await db.selectFrom('sessionSteps').select('isBillable').execute()
    const paid = steps.filter(({ isBillable }) => isBillable).length
    expect(steps.length - paid).toBeGreaterThan(0)
    const books = await readBooks(db, server.organization.id)
    expect(books).toEqual({ available: 1000 - 50 * paid, held: 0, spent: 50 * paid })
  })

  it('no log line holds a name, an address, a number, a key, a link’s secret or a cookie', async () => {
    const { id, secret } = await createSession(server)
    const page = await openHosted(server, secret)
    await page.state()
    await server.request('GET', `/v/${secret}`)
    await server.request('GET', `/v1/sessions/${id}?email=${SESSION_BODY.email}`, { key: server.organization.liveKey })
    await server.request('GET', `/v1/nothing/${secret}`, { key: server.organization.sandboxKey })
    await server.request('POST', '/v1/sessions', {
      key: server.organization.liveKey,
      body: { ...SESSION_BODY, phone: 7 },
    })
    const cookie = page.cookie.split('=')[1] ?? ''
    const log = server.logLines.join('\n').toLowerCase()
    expect(server.logLines.length).toBeGreaterThan(50)
    const personal = [SESSION_BODY.firstName, SESSION_BODY.lastName, SESSION_BODY.email, SESSION_BODY.phone]
    const documents = [PASSPORT.documentNumber, PASSPORT.givenNames, PASSPORT.dateOfBirth, '860812', '5192223333']
    const secrets = [secret, cookie, server.organization.liveKey, server.organization.sandboxKey]
    for (const text of [...personal, ...documents, ...secrets]) {
      expect(text.length).toBeGreaterThan(3)
      expect(log).not.toContain(text.toLowerCase())
    }
  })

  it('no file on the disk shows that it is a picture', async () => {
    const folder = join(server.ctx.config.dataDir, 'blobs')
    const names = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = names.filter((entry) => entry.isFile())
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name))
      expect(bytes.subarray(0, 3).toString('hex')).not.toBe('ffd8ff')
      for (const mark of ['JFIF', 'ICC_PROFILE', 'Exif']) expect(bytes.includes(mark)).toBe(false)
    }
  })

  it('a check keeps facts and no embedding', async () => {
    const [session] = await server.ctx.db.selectFrom('sessions').select('id').where('status', '=', 'VERIFIED').execute()
    if (!session) throw new Error('nobody was verified')
    const [check] = await checksOf(session.id)
    expect(check?.result).toHaveProperty('similarity')
    const longest = Math.max(...listArrays(check?.result).map((array) => array.length))
    expect(longest).toBeLessThan(128)
    expect(JSON.stringify(check?.result)).not.toMatch(/embedding|descriptor|vector/i)
  })
})

function listArrays(value: unknown): unknown[][] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(listArrays)
  return Array.isArray(value) ? [value, ...inner] : inner
}
