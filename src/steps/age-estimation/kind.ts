/** The age that a face looks like. */
import * as z from 'zod'
import { ageRangeOf } from '../age-rule.ts'
import type { AgeFacts } from '../facts.ts'
import { type Finding, toFinding } from '../findings.ts'
import { SELFIE } from '../selfie-slot.ts'
import { defineStep, type StepInput } from '../step-kind.ts'
import { finalReasons, type Verdict } from '../verdict.ts'
import { ageBracket } from './age-bracket.ts'
import { judgeAge } from './judge.ts'
import { type AgeEstimationSettings, ageEstimationSettings } from './settings.ts'

const submission = z.strictObject({})

type Body = z.infer<typeof submission>
type Input = StepInput<AgeEstimationSettings, Body, AgeFacts>

export const ageEstimationStep = defineStep<AgeEstimationSettings, Body, AgeFacts>({
  id: 'AGE_ESTIMATION',
  settings: ageEstimationSettings,
  executor: 'vision',
  check: () => 'face_estimate_age',
  priceTokens: 5,
  requirements: (settings) => {
    const { minimum, maximum } = ageRangeOf(settings)
    return { upload_slots: [SELFIE.slot], minimum_age: minimum, maximum_age: maximum }
  },
  slots: () => [SELFIE],
  submission: () => submission,
  judge: (input: Input) => judgeAge(input),
  findings: listAgeFindings,
  analysis: toAgeAnalysis,
  open: ['age_estimation_data.age_restriction_pass'],
  isBillable: ({ ageYears }) => ageYears !== undefined,
  failureSlot: () => null,
  play: (_settings, _person, code) => ({
    body: {},
    facts: code === 'NO_FACE_DETECTED' ? { faceCount: 0 } : { faceCount: 1, ageYears: 37.6 },
  }),
})

function listAgeFindings({ facts, settings }: Input, verdict: Verdict): readonly Finding[] {
  const { minimum, maximum } = ageRangeOf(settings)
  const { ageYears } = facts
  const finding = toFinding(finalReasons(verdict), {
    name: 'estimated_age',
    against: ['AGE_ESTIMATE_OUT_OF_RANGE', 'NO_FACE_DETECTED', 'SEVERAL_FACES', 'FACE_TURNED_AWAY'],
    isMeasured: ageYears !== undefined,
    values: {
      ...(ageYears !== undefined && { years: Math.round(ageYears), ...ageBracket(ageYears) }),
      minimum,
      maximum,
    },
    open: ['minimum', 'maximum'],
  })
  return [finding]
}

/** Not in the contract, which tells ages of faces but has no place for the step's own result. */
function toAgeAnalysis({ facts, settings }: Input): Record<string, unknown> {
  const { ageYears } = facts
  if (ageYears === undefined) return {}
  const { low, high } = ageBracket(ageYears)
  const { minimum, maximum } = ageRangeOf(settings)
  return {
    age_estimation_data: {
      estimated_age: Math.round(ageYears),
      age_range: { low, high },
      age_restriction_pass: ageYears >= minimum && ageYears <= maximum,
    },
  }
}
