/** Whether a face is alive: one still picture is scored, and compared with the selfie of the document step. */
import * as z from 'zod'
import { faceConfidence, MATCH_CONFIDENCE, PLAYED_STRANGER, REVIEW_CONFIDENCE } from '../face-confidence.ts'
import type { IdentityFacts, LivenessFacts } from '../facts.ts'
import { type Finding, toFinding } from '../findings.ts'
import type { ReasonCode } from '../reasons.ts'
import { SELFIE } from '../selfie-slot.ts'
import { defineStep, type StepInput } from '../step-kind.ts'
import { finalReasons, type Verdict } from '../verdict.ts'
import { judgeLiveness } from './judge.ts'
import { type FaceLivenessSettings, faceLivenessSettings } from './settings.ts'

/** What is measured here, in place of the contract's names of challenges: no answer claims a movement. */
const METHOD = 'PassiveStillImage'

const submission = z.strictObject({})

type Body = z.infer<typeof submission>
type Input = StepInput<FaceLivenessSettings, Body, LivenessFacts>

export const faceLivenessStep = defineStep<FaceLivenessSettings, Body, LivenessFacts>({
  id: 'FACE_LIVENESS',
  settings: faceLivenessSettings,
  executor: 'vision',
  check: () => 'face_liveness',
  priceTokens: 5,
  hasPhases: true,
  requirements: ({ confidence_threshold }) => ({
    challenge_type: METHOD,
    confidence_threshold,
    actions: ['start', 'upload-url', 'complete'],
    upload_slots: [SELFIE.slot],
  }),
  slots: () => [SELFIE],
  submission: () => submission,
  compareWith: ({ earlier }, uploads) => {
    const selfie = earlier.find(({ id }) => id === 'ID_VERIFICATION')?.evidence[SELFIE.slot]
    return selfie && selfie !== uploads[SELFIE.slot] ? { reference: selfie } : {}
  },
  judge: (input: Input) => judgeLiveness(input),
  findings: listLivenessFindings,
  analysis: ({ facts, run }: Input) => toLivenessAnalysis(facts, run),
  open: ['faceliveness_score', 'id_matches_liveness', 'liveness'],
  isBillable: ({ score }) => score !== undefined,
  failureSlot: () => null,
  answer: ({ facts }: Input, verdict) => ({ liveness: toAnswer(facts, verdict) }),
  play: (_settings, _person, code) => ({ body: {}, facts: playLiveness(code) }),
})

function playLiveness(code: ReasonCode | undefined): LivenessFacts {
  if (code === 'NO_FACE_DETECTED') return { faceCount: 0 }
  const isOther = code === 'LIVENESS_ID_MISMATCH' || code === 'FACE_MISMATCH'
  const score = code === 'LOW_LIVENESS' ? 0.2134 : 0.9949
  return { faceCount: 1, score, ...(isOther && { similarity: PLAYED_STRANGER }) }
}

/** Another picture than the document step's was compared with it; the same one was compared with the document there. */
function toLivenessAnalysis({ score, similarity }: LivenessFacts, run: Input['run']): Record<string, unknown> {
  // The facts of that step are those of its own check.
  const document = run.earlier.find(({ id }) => id === 'ID_VERIFICATION')?.facts as IdentityFacts | undefined
  const cosine = similarity ?? document?.similarity
  return {
    ...(score !== undefined && { faceliveness_score: toPercent(score) }),
    ...(score !== undefined && cosine !== undefined && { id_matches_liveness: cosine >= run.thresholds.match }),
  }
}

/** `passed` is true of no score of a still picture. */
function toAnswer({ score }: LivenessFacts, { outcome }: Verdict): Record<string, unknown> {
  const isJudged = outcome === 'pass' || outcome === 'doubt'
  return {
    status: isJudged ? 'SUCCEEDED' : 'FAILED',
    confidence: score === undefined ? null : toPercent(score),
    passed: outcome === 'pass',
    method: METHOD,
  }
}

function listLivenessFindings({ facts, settings, run }: Input, verdict: Verdict): readonly Finding[] {
  const reasons = finalReasons(verdict)
  const { score, similarity } = facts
  const percent = score === undefined ? undefined : Math.round(score * 1000) / 10
  const confidence = similarity === undefined ? undefined : faceConfidence(similarity, run.thresholds)
  const liveness = toFinding(reasons, {
    name: 'liveness',
    against: ['LIVENESS_NOT_PROVEN', 'LOW_LIVENESS', 'NO_FACE_DETECTED', 'SEVERAL_FACES', 'FACE_TURNED_AWAY'],
    isMeasured: percent !== undefined,
    values: {
      method: METHOD,
      ...(percent !== undefined && { percent }),
      minimum_percent: settings.confidence_threshold,
    },
    open: ['method', 'percent', 'minimum_percent'],
    ...(percent !== undefined && { gauge: { value: percent, pass: settings.confidence_threshold, review: 0 } }),
  })
  if (confidence === undefined) return [liveness]
  const same = toFinding(reasons, {
    name: 'same_person',
    against: ['LIVENESS_ID_MISMATCH', 'LOW_FACE_MATCH'],
    isMeasured: true,
    values: { confidence },
    open: ['confidence'],
    gauge: { value: confidence, pass: MATCH_CONFIDENCE, review: REVIEW_CONFIDENCE },
  })
  return [liveness, same]
}

/** 0…1 as 0…100 with two decimals. */
function toPercent(share: number): number {
  return Math.round(share * 10_000) / 100
}
