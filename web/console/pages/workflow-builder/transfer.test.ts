import { describe, expect, it } from 'vitest'
import type { OfferedStep } from '../../data/workflow-types.ts'
import { listChanges } from './diff.ts'
import { listSections, listUnavailable } from './settings.ts'
import { parseImport, toExport, toFileName } from './transfer.ts'

const DOCUMENT: OfferedStep = {
  id: 'ID_VERIFICATION',
  label: 'ID verification',
  description: '',
  category: 'Identity',
  priceTokens: 50,
  schema: {
    properties: {
      age_restriction_mode: { title: 'Age rule', section: 'Age', default: 'slider', enum: ['slider', 'country'] },
      minimum_age: {
        ...{ title: 'Minimum age', section: 'Age', default: 18, unit: 'years', type: 'integer' },
        shownWhen: { setting: 'age_restriction_mode', is: 'slider' },
      },
      maximum_age: { title: 'Greatest age', section: 'Age', default: 100, unit: 'years', type: 'integer' },
      require_secondary_id: { title: 'Second document', default: false, unavailable: 'One only.' },
      accept_all_countries: { title: 'Accept every country', section: 'Document', type: 'boolean' },
      valid_countries: {
        ...{ title: 'Issuing countries', section: 'Document', type: 'object', control: 'countries' },
        shownWhen: { setting: 'accept_all_countries', is: false },
      },
    },
  },
}
const LIVENESS: OfferedStep = {
  ...{ id: 'FACE_LIVENESS', label: 'Face liveness', description: '', category: 'Identity', priceTokens: 5 },
  schema: { properties: { confidence_threshold: { title: 'Least confidence', default: 70, unit: '%' } } },
}
const KYB: OfferedStep = {
  id: 'KYB',
  label: 'Business',
  description: '',
  category: 'Screening',
  lacks: 'No registers.',
}
const OFFERED = [DOCUMENT, LIVENESS, KYB]

describe('settings', () => {
  it('are shown by section, without those that another one hides and those that nothing heeds', () => {
    const shown = (config: object) =>
      listSections(DOCUMENT, config as Record<string, unknown>).map(({ title, settings }) => [
        title,
        ...settings.map(({ key }) => key),
      ])
    expect(shown({})).toEqual([
      ['Age', 'age_restriction_mode', 'minimum_age', 'maximum_age'],
      ['Document', 'accept_all_countries', 'valid_countries'],
    ])
    expect(shown({ age_restriction_mode: 'country', accept_all_countries: true })).toEqual([
      ['Age', 'age_restriction_mode', 'maximum_age'],
      ['Document', 'accept_all_countries'],
    ])
    expect(listUnavailable(DOCUMENT).map(({ title }) => title)).toEqual(['Second document'])
  })
})

describe('differences', () => {
  const step = (id: string, config: Record<string, unknown> = {}) => ({ id, config })
  it('are told in words: name, removals, order, additions and settings', () => {
    const before = { name: 'A', maxAttempts: 3, steps: [step('ID_VERIFICATION'), step('FACE_LIVENESS')] }
    const after = {
      name: 'B',
      maxAttempts: null,
      steps: [step('FACE_LIVENESS'), step('ID_VERIFICATION', { minimum_age: 21, valid_countries: { DE: true } })],
    }
    expect(listChanges(before, after, OFFERED).map(({ text }) => text)).toEqual([
      'Name: A → B',
      'Failed attempts allowed: 3 → no limit',
      'Order: Face liveness → ID verification',
      'ID verification, Minimum age: 18 years → 21 years',
      'ID verification, Issuing countries: not set → Germany',
    ])
    expect(listChanges(before, { ...before, steps: [step('FACE_LIVENESS')] }, OFFERED)).toEqual([
      { kind: 'removed', text: 'ID verification removed' },
    ])
  })

  it('are none between a default that is written out and one that is not', () => {
    const written = { minimum_age: 18, accept_all_countries: false, require_secondary_id: false }
    const draft = (config: Record<string, unknown>) => ({
      name: 'A',
      maxAttempts: 3,
      steps: [step('ID_VERIFICATION', config)],
    })
    expect(listChanges(draft(written), draft({}), OFFERED)).toEqual([])
  })
})

describe('a file', () => {
  it('that was exported is imported as it was', () => {
    const draft = {
      name: 'KYC',
      maxAttempts: null,
      steps: [{ id: 'FACE_LIVENESS', config: { confidence_threshold: 80 } }],
    }
    expect(parseImport(toExport(draft), OFFERED)).toEqual({ draft, leftOut: [] })
    expect(toFileName('KYC: Großkunden 2!')).toBe('kyc-gro-kunden-2.json')
    expect(toFileName('查')).toBe('workflow.json')
  })

  it("of the API's answer is read", () => {
    const text = JSON.stringify({ workflow: { id: 'x', name: 'Api', steps: [{ id: 'face-liveness', config: {} }] } })
    const steps = [{ id: 'FACE_LIVENESS', config: {} }]
    expect(parseImport(text, OFFERED).draft).toEqual({ name: 'Api', maxAttempts: 3, steps })
  })

  it("of deepidv's builder is read in both of its shapes, its groups flattened and its ranges split", () => {
    const value = {
      name: 'Builder',
      steps: [
        {
          id: 'id-verification',
          label: 'ID',
          instanceId: '1',
          propertyGroups: [
            { groupId: 'age', properties: [{ id: 'minimum-age', type: 'range', value: { lower: 21, upper: 65 } }] },
            {
              groupId: 'scan',
              properties: [
                { id: 'require-secondary-id', value: true },
                { id: 'glitter', value: 1 },
              ],
            },
          ],
        },
        { id: 'kyb', instanceId: '2' },
        { id: 'id-verification', instanceId: '3' },
      ],
    }
    const { draft, leftOut } = parseImport(JSON.stringify(value), OFFERED)
    expect(draft).toEqual({
      name: 'Builder',
      maxAttempts: 3,
      steps: [{ id: 'ID_VERIFICATION', config: { minimum_age: 21, maximum_age: 65 } }],
    })
    expect(leftOut).toEqual([
      'ID verification: Second document. One only.',
      'ID verification: glitter is no setting here.',
      'Business: No registers.',
      'Steps that come twice: each step runs once.',
    ])
    const saved = [
      { id: 'face-liveness', instanceId: '1', config: { 'liveness-settings': { 'confidence-threshold': 90 } } },
    ]
    expect(parseImport(JSON.stringify(saved), OFFERED).draft.steps).toEqual([
      { id: 'FACE_LIVENESS', config: { confidence_threshold: 90 } },
    ])
  })

  it('without a workflow in it is refused with a sentence', () => {
    expect(() => parseImport('<html>', OFFERED)).toThrow('not a JSON file')
    for (const text of ['null', '7', '{}', '{"steps":{}}']) expect(() => parseImport(text, OFFERED)).toThrow('no steps')
    for (const text of ['[]', '[null, 7]', '{"steps":[{"id":"kyb"}]}']) {
      expect(() => parseImport(text, OFFERED)).toThrow('None of its steps')
    }
    const hostile = '{"name":{"a":1},"steps":[{"id":"FACE_LIVENESS","config":{"__proto__":{"x":1},"constructor":1}}]}'
    const { draft } = parseImport(hostile, OFFERED)
    expect(draft).toEqual({
      name: 'Imported workflow',
      maxAttempts: 3,
      steps: [{ id: 'FACE_LIVENESS', config: {} }],
    })
  })
})
