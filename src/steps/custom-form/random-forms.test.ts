import fc from 'fast-check'
import { expect, it } from 'vitest'
import { customFormStep as step } from './kind.ts'
import { FIELD_TYPES, type FieldType } from './questions.ts'

const RUN = { today: '2026-11-30', thresholds: { match: 0.45, review: 0.3 }, stepIds: [], earlier: [], retakes: 0 }
const OPTIONS = ['a', 'b', 'c']
const FILE = { file_name: 'f.pdf', file_size: 1, file_type: 'application/pdf' }

/** Some answers of each kind; conditions wait for the first. */
const ANSWERS: Readonly<Record<FieldType, readonly unknown[]>> = {
  'short-text': ['x', 'y'],
  'long-text': ['x', 'y'],
  dropdown: ['a', 'b'],
  'multi-select': [['a'], ['b'], ['b', 'a']],
  checkbox: [true, false],
  'yes-no': [true, false],
  date: ['2026-11-30', '2024-02-29'],
  number: [18, -0.5],
  currency: [900, 0],
  'file-upload': [FILE],
}
/** Of every kind something is wrong or missing now and then. */
const OTHERS = [null, undefined, '', [], 'z', 7, { answer: 'a' }]

interface Question {
  readonly type: FieldType
  readonly required: boolean
  readonly hasKey: boolean
  /** How many questions before this one stands the one that it depends on; 0 for none. */
  readonly back: number
  readonly answer: unknown
  readonly hasFile: boolean
}

const question: fc.Arbitrary<Question> = fc.constantFrom(...FIELD_TYPES).chain((type) =>
  fc.record({
    type: fc.constant(type),
    required: fc.boolean(),
    hasKey: fc.boolean(),
    back: fc.nat(3),
    answer: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...ANSWERS[type]) },
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(...OTHERS) },
    ),
    hasFile: fc.boolean(),
  }),
)

function toExpected(type: FieldType): unknown {
  return type === 'multi-select' ? 'a' : ANSWERS[type][0]
}

/** Place of the question that one depends on; files cannot be depended on. */
function targetOf(questions: readonly Question[], at: number): number | undefined {
  const { back = 0 } = questions[at] ?? {}
  const target = at - back
  return back > 0 && questions[target] && questions[target].type !== 'file-upload' ? target : undefined
}

/** Written anew: whether a question is asked, from the last one back. */
function isAsked(questions: readonly Question[], at: number): boolean {
  const target = targetOf(questions, at)
  const other = target === undefined ? undefined : questions[target]
  if (target === undefined || !other) return true
  if (!isAsked(questions, target)) return false
  const expected = toExpected(other.type)
  return Array.isArray(other.answer) ? other.answer.includes(expected) : other.answer === expected
}

function keyOf({ hasKey }: Question, at: number): string {
  return hasKey ? `key-${at}` : `question_${at}`
}

it('answers are refused or recorded: exactly those to the questions that are asked', { timeout: 30_000 }, () => {
  let recorded = 0
  let refused = 0
  fc.assert(
    fc.property(fc.array(question, { minLength: 1, maxLength: 12 }), (questions) => {
      const settings = step.settings.parse({
        fields: questions.map((one, at) => {
          const target = targetOf(questions, at)
          const other = target === undefined ? undefined : questions[target]
          return {
            label: `Question ${at}`,
            type: one.type,
            required: one.required,
            options: OPTIONS,
            ...(one.hasKey && { key: keyOf(one, at) }),
            ...(other &&
              target !== undefined && {
                conditional: {
                  field: other.hasKey ? keyOf(other, target) : `Question ${target}`,
                  value: toExpected(other.type),
                },
              }),
          }
        }),
      })
      const answers = Object.fromEntries(questions.map((one, at) => [keyOf(one, at), one.answer]))
      const files = questions.flatMap((one, at) => (one.type === 'file-upload' && one.hasFile ? keyOf(one, at) : []))
      const parsed = step.submission(settings).safeParse({ answers })
      const body = parsed.data
      const refusals = body && step.refuse?.({ settings, body, uploads: new Set(files) })
      if (!body || Object.keys(refusals ?? {}).length > 0) {
        refused++
        return
      }
      recorded++
      const isEmpty = (answer: unknown) => [undefined, null, ''].includes(answer as null) || String(answer) === ''
      const wanted = questions.flatMap((one, at) =>
        isAsked(questions, at) && !isEmpty(one.answer) ? [`Question ${at}`] : [],
      )
      const { custom_form_data } = step.analysis({ settings, body, facts: body, run: RUN })
      expect(custom_form_data).toMatchObject(wanted.map((question) => ({ question })))
      const mustBeAnswered = questions.flatMap((one, at) =>
        one.required && one.type !== 'file-upload' && isAsked(questions, at) ? [`Question ${at}`] : [],
      )
      expect(wanted).toEqual(expect.arrayContaining(mustBeAnswered))
      const hidden = questions.filter((_, at) => !isAsked(questions, at))
      expect(hidden.filter(({ answer }) => answer !== null && answer !== undefined)).toEqual([])
    }),
    { numRuns: 500 },
  )
  expect(Math.min(recorded, refused)).toBeGreaterThan(10)
})
