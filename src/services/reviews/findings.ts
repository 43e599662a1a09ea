/** What the checks of a session found, in a reviewer's words: each finding with its value and what was asked for. */
import type { StoredStep } from '../../db/tables.ts'
import { ageBracket } from '../checks/age-bracket.ts'
import type { Check } from '../checks/check.ts'
import type { AgeFacts, IdentityFacts, LivenessFacts } from '../checks/facts.ts'
import type { JudgeInput } from '../checks/judge.ts'
import { judgeStep } from '../checks/judge-step.ts'
import type { Judgement } from '../checks/judgement.ts'
import {
  ageEstimationConfigOf,
  faceLivenessConfigOf,
  findStepId,
  idVerificationConfigOf,
} from '../workflows/catalogue.ts'
import { ageRangeOf } from '../workflows/step-configs.ts'
import { type Finding, toFinding } from './finding.ts'
import { listIdentityFindings } from './identity-findings.ts'

/** The findings of one step's check. */
export interface StepFindings {
  readonly step: string
  readonly state: Check['state']
  readonly finishedAt?: Date
  /** Why the check could not be done. */
  readonly failure?: string
  readonly findings: readonly Finding[]
}

interface JudgedSession extends Pick<JudgeInput, 'person' | 'thresholds'> {
  readonly steps: readonly StoredStep[]
  readonly submittedAt: Date | null
}

/** In the order of the steps; nothing before the submission. */
export function explainChecks(session: JudgedSession, checks: readonly Check[]): StepFindings[] {
  return session.steps.flatMap((step) => {
    const check = checks.find((known) => known.step === step.id)
    return check ? [explainCheck(session, step, check)] : []
  })
}

function explainCheck(session: JudgedSession, step: StoredStep, check: Check): StepFindings {
  const { state, finishedAt, failureCode, result } = check
  const base = { step: step.id, state, ...(finishedAt && { finishedAt }) }
  if (state === 'failed')
    return { ...base, failure: FAILURES[failureCode ?? ''] ?? 'It ended for an unknown reason.', findings: [] }
  if (state === 'queued' || !session.submittedAt || typeof result !== 'object' || result === null) {
    return { ...base, findings: [] }
  }
  return { ...base, findings: listFindings(session, session.submittedAt, step, result) }
}

/** Why a check could not be done, for somebody who has to go on without it. */
const FAILURES: Readonly<Record<string, string>> = {
  image_invalid: 'A picture could not be opened.',
  model_crashed: 'The analysis broke off on these pictures.',
  model_timeout: 'The analysis took too long on these pictures.',
  evidence_missing: 'A picture was no longer there.',
  worker_lost: 'The analysis was interrupted too often.',
  deadline_passed: 'The analysis did not begin in time.',
}

/** `result` was written by `recordCheck` from facts of the step's kind. */
function listFindings(session: JudgedSession, submittedAt: Date, step: StoredStep, result: object): Finding[] {
  const { person, thresholds, steps } = session
  const today = submittedAt.toISOString().slice(0, 10)
  const isAgeProven = steps.some(({ id }) => id === 'ID_VERIFICATION')
  const judgement = judgeStep(step, result, { ...(person && { person }), thresholds, today, isAgeProven })
  const id = findStepId(step.id)
  switch (id) {
    case 'ID_VERIFICATION': {
      const input = { facts: result as IdentityFacts, config: idVerificationConfigOf(step.config), today, thresholds }
      return listIdentityFindings({ ...input, ...(person && { person }) }, judgement)
    }
    case 'FACE_LIVENESS':
      return listLivenessFindings(result as LivenessFacts, step, judgement)
    case 'AGE_ESTIMATION':
      return listAgeFindings(result as AgeFacts, step, judgement)
    case undefined:
      return []
    default:
      return id satisfies never
  }
}

function listLivenessFindings({ score }: LivenessFacts, step: StoredStep, judgement: Judgement): Finding[] {
  const { confidence_threshold: threshold } = faceLivenessConfigOf(step.config)
  const percent = score === undefined ? undefined : Math.round(score * 1000) / 10
  return [
    toFinding(judgement, {
      name: 'Live person',
      help: 'Whether the selfie shows a person and not a picture of one. Measured on one picture: a weak signal.',
      codes: ['LOW_LIVENESS', 'NO_FACE_DETECTED', 'SEVERAL_FACES'],
      isMeasured: percent !== undefined,
      ...(percent !== undefined && { value: `${percent} %`, gauge: { value: percent, pass: threshold } }),
      wanted: `${threshold} % or more`,
    }),
  ]
}

function listAgeFindings({ ageYears }: AgeFacts, step: StoredStep, judgement: Judgement): Finding[] {
  const { least, most } = ageRangeOf(ageEstimationConfigOf(step.config))
  const bracket = ageYears === undefined ? undefined : ageBracket(ageYears)
  return [
    toFinding(judgement, {
      name: 'Age of the face',
      help: 'How old the face in the selfie looks. Wrong by four to five years in the mean.',
      codes: ['AGE_ESTIMATE_OUT_OF_RANGE', 'NO_FACE_DETECTED', 'SEVERAL_FACES'],
      isMeasured: ageYears !== undefined,
      ...(ageYears !== undefined && {
        value: `about ${Math.round(ageYears)} years${bracket ? ` (${bracket.low}–${bracket.high})` : ''}`,
        isPersonal: true,
      }),
      wanted: `${least} to ${most} years`,
    }),
  ]
}
