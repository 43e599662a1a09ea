import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FaceFacts, FieldFact, IdentityFacts, MrzFacts } from '../facts.ts'
import { MAX_RETAKES } from '../verdict.ts'
import { ageOn, isUnexpired, type JudgeInput, judgeIdentity } from './judge.ts'
import { type IdVerificationSettings, idVerificationSettings } from './settings.ts'

const TODAY = '2026-11-24'
const THRESHOLDS = { match: 0.45, review: 0.3 }

const FACE: FaceFacts = {
  box: { left: 0.4, top: 0.3, width: 0.2, height: 0.3 },
  confidence: 0.9,
  landmarks: [],
  pose: { yaw: 0, pitch: 0, roll: 0 },
  quality: { brightness: 60, sharpness: 60 },
  sizePx: 300,
}

const MRZ: MrzFacts = {
  format: 'TD3',
  lines: [],
  allDigitsValid: true,
  repaired: false,
  checkDigits: ['documentNumber', 'dateOfBirth', 'expirationDate', 'composite'].map((field) => ({
    field,
    valid: true,
  })),
}

const field = (value: string, change: Partial<FieldFact> = {}): FieldFact => ({
  value,
  source: 'mrz',
  confidence: 0.95,
  confirmedByText: true,
  ...change,
})

/** Everything is as it should be; `document` replaces single facts. */
function facts(document: Partial<IdentityFacts['document']> = {}, others: Partial<IdentityFacts> = {}): IdentityFacts {
  return {
    document: {
      documentType: 'passport',
      mrz: MRZ,
      fields: {
        surname: field('ERIKSSON'),
        givenNames: field('ANNA MARIA'),
        documentNumber: field('L898902C3'),
        dateOfBirth: field('1986-08-12'),
        expirationDate: field('2034-04-15'),
        issuingCountry: field('UTO'),
      },
      quality: { sharpness: 0.8, brightness: 0.6, glareShare: 0 },
      confidence: 0.95,
      portrait: FACE,
      ...document,
    },
    selfie: { faces: [FACE] },
    similarity: 0.7,
    ...others,
  }
}

interface Change {
  readonly settings?: Partial<IdVerificationSettings>
  readonly run?: Partial<JudgeInput['run']>
}

/** The verdict, then what explains it. */
function judge(given: IdentityFacts, change: Change = {}) {
  const verdict = judgeIdentity({
    facts: given,
    settings: { ...idVerificationSettings.parse({}), ...change.settings },
    run: {
      person: { firstName: 'Anna', lastName: 'Eriksson' },
      today: TODAY,
      thresholds: THRESHOLDS,
      retakes: 0,
      ...change.run,
    },
  })
  const defect = verdict.outcome === 'cannot_judge' ? [verdict.defect] : []
  return [verdict.outcome, ...defect, ...verdict.reasons.map(({ code }) => code)]
}

/** What is left once a step is no longer given back for its pictures. */
const AFTER_RETAKES = { run: { retakes: MAX_RETAKES } }

const withFields = (fields: Partial<IdentityFacts['document']['fields']>) =>
  facts({ fields: { ...facts().document.fields, ...fields } })
const withMrz = (change: Partial<MrzFacts>) => facts({ mrz: { ...MRZ, ...change } })
const withConfig = (settings: Partial<IdVerificationSettings>): Change => ({ settings })

describe('a session in order', () => {
  it('is verified without a reason', () => {
    expect(judge(facts())).toEqual(['pass'])
  })
})

describe('what fails the step takes an attempt', () => {
  it('FACE_MISMATCH: one face in the selfie, and another one than on the document', () => {
    expect(judge(facts({}, { similarity: 0.29 }))).toEqual(['fail', 'FACE_MISMATCH'])
  })

  it('DOC_TYPE_NOT_ALLOWED: a kind that the workflow does not take', () => {
    const only = withConfig({ valid_id_types: { drivers_license: true } })
    expect(judge(facts(), only)).toEqual(['fail', 'DOC_TYPE_NOT_ALLOWED'])
    expect(judge(facts(), withConfig({ valid_id_types: { passport: true } }))).toEqual(['pass'])
  })

  it.each(['whole_picture', 'cut_out'] as const)('SELFIE_IS_DOCUMENT: however well it matches (%s)', (kind) => {
    const reuse = { kind, score: 1 }
    expect(judge(facts({}, { similarity: 1, reuse }))).toEqual(['fail', 'SELFIE_IS_DOCUMENT'])
  })
})

describe('what declines at the decision never fails the step', () => {
  it('DOCUMENT_EXPIRED: from the day after its date', () => {
    expect(judge(withFields({ expirationDate: field(TODAY) }))).toEqual(['pass'])
    expect(judge(withFields({ expirationDate: field('2026-11-23') }))).toEqual(['doubt', 'DOCUMENT_EXPIRED'])
  })

  it('AGE_OUT_OF_RANGE: until the birthday itself, and past the oldest age that is accepted', () => {
    expect(judge(withFields({ dateOfBirth: field('2008-11-24') }))).toEqual(['pass'])
    expect(judge(withFields({ dateOfBirth: field('2008-11-25') }))).toEqual(['doubt', 'AGE_OUT_OF_RANGE'])
    expect(judge(facts(), withConfig({ maximum_age: 39 }))).toEqual(['doubt', 'AGE_OUT_OF_RANGE'])
    expect(judge(facts(), withConfig({ maximum_age: 40 }))).toEqual(['pass'])
  })
})

describe('a picture that cannot be judged', () => {
  const defects: ReadonlyArray<readonly [string, IdentityFacts]> = [
    [
      'ID_TYPE_UNRECOGNIZED',
      facts({ mrz: undefined, fields: {}, portrait: undefined, readableLineCount: 0 }, { similarity: undefined }),
    ],
    ['FACE_NOT_DETECTED_IN_ID', facts({ portrait: undefined }, { similarity: undefined })],
    ['NO_FACE_DETECTED', facts({}, { selfie: { faces: [] }, similarity: undefined })],
    ['SEVERAL_FACES', facts({}, { selfie: { faces: [FACE, FACE] } })],
  ]
  it.each(defects)('%s is asked for again, and in the end left to a person', (code, given) => {
    expect(judge(given)).toEqual(['cannot_judge', code])
    const [outcome, first] = judge(given, AFTER_RETAKES)
    expect([outcome, first]).toEqual(['doubt', code])
  })

  it('a stranger among several faces is no mismatch', () => {
    const crowd = facts({}, { selfie: { faces: [FACE, FACE] }, similarity: 0.1 })
    expect(judge(crowd)).toEqual(['cannot_judge', 'SEVERAL_FACES'])
    expect(judge(crowd, AFTER_RETAKES)).toEqual(['doubt', 'SEVERAL_FACES', 'LOW_FACE_MATCH'])
  })
})

describe('a date that was mended and that the print does not confirm', () => {
  it('turns nobody away, and verifies nobody', () => {
    const mended = (fields: Partial<IdentityFacts['document']['fields']>) =>
      judge(facts({ mrz: { ...MRZ, repaired: true }, fields: { ...facts().document.fields, ...fields } }))
    const unconfirmed = { confirmedByText: false }
    expect(mended({ expirationDate: field('2020-01-01', unconfirmed) })).toEqual(['doubt', 'EXPIRY_UNKNOWN'])
    expect(mended({ dateOfBirth: field('2020-01-01', unconfirmed) })).toEqual(['doubt', 'AGE_UNKNOWN'])
    expect(mended({ expirationDate: field('2020-01-01') })).toEqual(['doubt', 'DOCUMENT_EXPIRED'])
  })
})

describe('a date that may be of two centuries', () => {
  const inBoth = { candidates: ['1924-05-02'], confirmedByText: false }

  it('turns nobody away, and verifies nobody, until the print says which', () => {
    expect(judge(withFields({ dateOfBirth: field('2024-05-02', inBoth) }))).toEqual(['doubt', 'AGE_UNKNOWN'])
    const printed = { ...inBoth, confirmedByText: true }
    expect(judge(withFields({ dateOfBirth: field('2024-05-02', printed) }))).toEqual(['doubt', 'AGE_OUT_OF_RANGE'])
    const ahead = { candidates: ['1950-01-01'], confirmedByText: false }
    expect(judge(withFields({ expirationDate: field('2050-01-01', ahead) }))).toEqual(['doubt', 'EXPIRY_UNKNOWN'])
  })
})

describe('each doubt leaves the decision to a person', () => {
  const doubts: ReadonlyArray<readonly [string, IdentityFacts, Change?]> = [
    ['ID_TYPE_UNRECOGNIZED', facts({ mrz: undefined, fields: {} })],
    [
      'ID_TYPE_LOW_CONFIDENCE',
      facts(),
      withConfig({ id_confidence_threshold_enabled: true, id_confidence_threshold: 96 }),
    ],
    ['MRZ_INVALID', withMrz({ allDigitsValid: false })],
    ['MRZ_INVALID', withFields({ issuingCountry: field('I3Z') })],
    ['MRZ_INVALID', withFields({ nationality: field('UTQ') })],
    [
      'MRZ_AMBIGUOUS',
      withFields({ documentNumber: field('CA00000AA', { candidates: ['CA0O0OOAA'], confirmedByText: false }) }),
    ],
    ['NAME_UNCONFIRMED', withFields({ givenNames: field('ANNA MARIA K', { confirmedByText: false }) })],
    [
      'MRZ_REPAIRED',
      facts({
        mrz: { ...MRZ, repaired: true },
        fields: { ...facts().document.fields, documentNumber: field('L898902C3', { confirmedByText: false }) },
      }),
    ],
    ['EXPIRY_UNKNOWN', withFields({ expirationDate: field('') })],
    ['AGE_UNKNOWN', withFields({ dateOfBirth: field('') })],
    ['NAME_MISMATCH', withFields({ surname: field('SVENSSON') })],
    ['NAME_MISMATCH', withFields({ givenNames: field('') })],
    ['LOW_FACE_MATCH', facts({}, { similarity: 0.44 })],
    ['LOW_FACE_MATCH', facts({}, { similarity: 0.3 })],
  ]
  it.each(doubts.map(([code, given, change]) => ({ code, given, change })))('$code', ({ code, given, change }) => {
    expect(judge(given, change)).toEqual(['doubt', code])
  })

  it('names are not compared when nobody said who is expected', () => {
    expect(judge(withFields({ surname: field('SVENSSON') }), { run: { person: undefined } })).toEqual(['pass'])
  })
})

describe('a date decides only when its own check digit is valid', () => {
  const invalid = (name: string) =>
    MRZ.checkDigits.map((digit) => (digit.field === name ? { ...digit, valid: false } : digit))

  it('neither rejects nor passes without it', () => {
    const expired = {
      ...facts().document.fields,
      expirationDate: field('2000-01-01'),
      dateOfBirth: field('2020-01-01'),
    }
    for (const name of ['expirationDate', 'dateOfBirth'] as const) {
      const document = { ...facts().document, fields: expired, mrz: { ...MRZ, checkDigits: invalid(name) } }
      const value = name === 'expirationDate' ? isUnexpired(document, TODAY) : ageOn(document, TODAY)
      expect(value).toBeUndefined()
    }
    const printed = facts().document
    const text = { ...printed, fields: { expirationDate: field('2000-01-01', { source: 'text' }) } }
    expect(isUnexpired(text, TODAY)).toBeUndefined()
  })

  it('whole years are counted from the birthday, a leap day’s from the first of March', () => {
    const born = (date: string) => ({ ...facts().document, fields: { dateOfBirth: field(date) } })
    expect(ageOn(born('2000-11-24'), TODAY)).toBe(26)
    expect(ageOn(born('2000-11-25'), TODAY)).toBe(25)
    expect(ageOn(born('2008-02-29'), '2026-02-28')).toBe(17)
    expect(ageOn(born('2008-02-29'), '2026-03-01')).toBe(18)
  })
})

describe('whatever was measured', () => {
  it('nobody is verified with a zone in doubt, a face missing or a similarity below the match threshold', () => {
    const bool = fc.boolean()
    const given = fc.record({
      hasMrz: bool,
      allDigitsValid: bool,
      hasPortrait: bool,
      faceCount: fc.nat(3),
      similarity: fc.double({ min: -1, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(given, ({ hasMrz, allDigitsValid, hasPortrait, faceCount, similarity }) => {
        const isCompared = hasPortrait && faceCount > 0
        const [outcome, ...codes] = judge(
          facts(
            { mrz: hasMrz ? { ...MRZ, allDigitsValid } : undefined, portrait: hasPortrait ? FACE : undefined },
            {
              selfie: { faces: Array.from({ length: faceCount }, () => FACE) },
              similarity: isCompared ? similarity : undefined,
            },
          ),
        )
        const isInOrder = hasMrz && allDigitsValid && isCompared && faceCount === 1 && similarity >= THRESHOLDS.match
        expect(outcome === 'pass').toBe(isInOrder)
        expect(codes.length > 0).toBe(!isInOrder)
      }),
    )
  })
})
