/** Proves what a builder is offered and told of a draft, before anything is published. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUpMember, type TestMember } from '../harness/console.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const STEPS = [{ id: 'ID_VERIFICATION' }, { id: 'FACE_LIVENESS' }]

let server: TestServer
let viewer: TestMember
beforeAll(async () => {
  server = await startTestServer()
  viewer = await signUpMember(server, { role: 'viewer' })
})
afterAll(() => server.close())

describe('GET ~/workflow-steps', () => {
  it('offers what runs here with price and settings, and says of the rest what is lacking', async () => {
    const { json } = await viewer.get('~/workflow-steps')
    const byId = new Map(json.items.map((step: { id: string }) => [step.id, step]))
    expect(json.mostSteps).toBe(10)
    expect(json.countries).toEqual(expect.arrayContaining(['CA', 'DE', 'XK']))
    expect(byId.size).toBe(30)
    expect(byId.get('ID_VERIFICATION')).toMatchObject({
      label: 'ID verification',
      priceTokens: 50,
      schema: {
        properties: {
          minimum_age: { title: 'Minimum age', unit: 'years', minimum: 0, maximum: 100, default: 18 },
          require_secondary_id: { unavailable: 'Only one document can be asked for.' },
          valid_countries: { control: 'countries' },
        },
      },
    })
    expect(byId.get('PEP_SANCTIONS')).toMatchObject({ lacks: 'Needs a connector to sanctions lists.' })
    expect(byId.get('PEP_SANCTIONS')).not.toHaveProperty('schema')
  })

  it('gives every setting a name, and says of each step either how to set it or what it lacks', async () => {
    const { json } = await viewer.get('~/workflow-steps')
    for (const { schema, lacks } of json.items) {
      expect([typeof schema, typeof lacks].sort()).not.toEqual(['undefined', 'undefined'])
      // Some that cannot run can be held by a workflow, and then be set.
      expect(schema !== undefined || lacks !== undefined).toBe(true)
      const settings = Object.values<{ title?: string; section?: string; unavailable?: string }>(
        schema?.properties ?? {},
      )
      expect(settings.filter(({ title, section, unavailable }) => !title || !(section || unavailable))).toEqual([])
    }
  })

  it('is free in the sandbox', async () => {
    const { json } = await viewer.get('~/workflow-steps?environment=sandbox')
    expect(json.items.filter(({ priceTokens }: { priceTokens?: number }) => priceTokens)).toEqual([])
  })
})

describe('POST ~/workflows/check', () => {
  const check = async (steps: unknown, query = '') => (await viewer.post(`~/workflows/check${query}`, { steps })).json

  it('says price and photos of a good draft', async () => {
    expect(await check(STEPS)).toEqual({
      errors: [],
      warnings: [],
      tokensPerSession: 55,
      photos: [
        { step: 'ID_VERIFICATION', slot: 'id_front', required: true },
        { step: 'ID_VERIFICATION', slot: 'id_back', required: false },
        { step: 'ID_VERIFICATION', slot: 'selfie_front', required: true },
      ],
    })
    expect((await check(STEPS, '?environment=sandbox')).tokensPerSession).toBe(0)
  })

  it('warns of a face before the document, of a face alone, and of rules that contradict each other', async () => {
    const { errors, warnings } = await check([
      { id: 'FACE_LIVENESS', config: { confidence_threshold: 0 } },
      { id: 'ID_VERIFICATION', config: { accept_all_countries: true, valid_countries: { DE: true } } },
      { id: 'AGE_ESTIMATION', config: { minimum_age: 21 } },
    ])
    expect(errors).toEqual([])
    expect(warnings.map(({ code, path }: { code: string; path: number[] }) => [code, path[1]])).toEqual([
      ['order', 0],
      ['ignored', 1],
      ['ignored', 0],
      ['differs', 2],
    ])
    const alone = await check([{ id: 'FACE_LIVENESS', config: { confidence_threshold: 99 } }])
    expect(alone.warnings.map(({ code }: { code: string }) => code)).toEqual(['no_document', 'strict'])
  })

  it('names each error at its step and still prices what can be read', async () => {
    const answer = await check([
      { id: 'ID_VERIFICATION', config: { maximum_age: 130 } },
      { id: 'FACE_LIVENESS' },
      { id: 'FACE_LIVENESS' },
      { id: 'PEP_SANCTIONS' },
    ])
    expect(answer.errors.map(({ path }: { path: unknown[] }) => path.join('.'))).toEqual([
      'steps.2.id',
      'steps.3.id',
      'steps.0.config.maximum_age',
    ])
    expect(answer.tokensPerSession).toBe(5)
    expect((await check([])).errors[0].path).toEqual(['steps'])
  })
})
