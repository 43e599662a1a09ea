/** The scenarios of the sandbox: names by which a session is told how to end, without an applicant and without pictures. */
import type { RunnableStepId } from '../steps/catalogue.ts'
import { type FailureCode, type ReasonCode, reason } from '../steps/reasons.ts'
import type { StoredStep } from '../steps/registry.ts'
import { fail, passUnless, type Verdict } from '../steps/verdict.ts'
import { DEFAULT_MAX_ATTEMPTS } from './workflows/workflow.ts'

/** What a scenario plays. */
export interface Scenario {
  /** The status that the session walks to. */
  readonly ends: 'VERIFIED' | 'REJECTED' | 'SUBMITTED' | 'FAILED' | 'EXPIRED'
  /** What is found at the first of these steps that the workflow has; every other step passes. */
  readonly found?: { readonly at: readonly RunnableStepId[]; readonly verdict: Verdict }
  /** Whether the workflow must have one of those steps; else the session ends so without them. */
  readonly needsStep?: true
  /** How long the walk takes when the caller does not say. */
  readonly seconds?: number
}

const DOCUMENT = ['ID_VERIFICATION'] as const
const FACE = ['ID_VERIFICATION', 'FACE_LIVENESS', 'AGE_ESTIMATION'] as const

/** By name; failures are named as the contract's reasons are (§4.3). */
const SCENARIOS_BY_NAME = {
  verified: { ends: 'VERIFIED' },
  rejected: { ends: 'REJECTED', found: declines('FACE_SELFIE_MISMATCH') },
  review: { ends: 'SUBMITTED', found: doubts(DOCUMENT, 'NAME_MISMATCH', 'HIGH') },
  failed: fails(['ID_VERIFICATION', 'FACE_LIVENESS'], 'FACE_MISMATCH'),
  expired: { ends: 'EXPIRED' },
  slow: { ends: 'VERIFIED', seconds: 60 },
  document_expired: { ends: 'REJECTED', found: declines('DOCUMENT_EXPIRED'), needsStep: true },
  low_liveness: { ends: 'SUBMITTED', found: doubts(['FACE_LIVENESS'], 'LOW_LIVENESS', 'MEDIUM'), needsStep: true },
  face_mismatch: fails(DOCUMENT, 'FACE_MISMATCH'),
  liveness_id_mismatch: fails(['FACE_LIVENESS', 'ID_VERIFICATION'], 'LIVENESS_ID_MISMATCH'),
  no_face_detected: fails(FACE, 'NO_FACE_DETECTED'),
  ocr_name_missing: fails(DOCUMENT, 'OCR_NAME_MISSING'),
  doc_type_not_allowed: fails(DOCUMENT, 'DOC_TYPE_NOT_ALLOWED'),
  id_type_unrecognized: fails(DOCUMENT, 'ID_TYPE_UNRECOGNIZED'),
  id_type_low_confidence: fails(DOCUMENT, 'ID_TYPE_LOW_CONFIDENCE'),
  selfie_is_document: fails(DOCUMENT, 'SELFIE_IS_DOCUMENT'),
} as const satisfies Readonly<Record<string, Scenario>>

export type ScenarioName = keyof typeof SCENARIOS_BY_NAME
export const SCENARIO_NAMES = Object.keys(SCENARIOS_BY_NAME) as [ScenarioName, ...ScenarioName[]]

/** Seconds that a walk takes by itself. */
const DEFAULT_SECONDS = 2
/** Longest walk, in seconds: an hour. */
export const MAX_WALK_SECONDS = 3600

/** The scenario of a name; undefined for any other word. */
export function findScenario(name: string): Scenario | undefined {
  return Object.hasOwn(SCENARIOS_BY_NAME, name) ? SCENARIOS_BY_NAME[name as ScenarioName] : undefined
}

/** The scenario that an address names, as `anything+verified@example.com` does; undefined for any other one. */
export function scenarioOfAddress(email: string): ScenarioName | undefined {
  const [, tag] = /\+([^+@]+)@[^@]*$/.exec(email) ?? []
  const name = tag?.toLowerCase().replaceAll('-', '_') ?? ''
  return SCENARIO_NAMES.find((known) => known === name)
}

/** The place of the step at which the scenario finds something; undefined when every step passes. */
export function placeOf({ found }: Scenario, steps: readonly StoredStep[]): number | undefined {
  const [place] = (found?.at ?? []).map((id) => steps.findIndex((step) => step.id === id)).filter((at) => at >= 0)
  return place
}

/** The steps of which the scenario needs one; undefined when these steps will do. */
export function missingSteps(scenario: Scenario, steps: readonly StoredStep[]): readonly string[] | undefined {
  return scenario.needsStep && placeOf(scenario, steps) === undefined ? scenario.found?.at : undefined
}

/** What a step is judged to be. */
export function verdictAt(scenario: Scenario, steps: readonly StoredStep[], position: number): Verdict {
  return scenario.found && placeOf(scenario, steps) === position ? scenario.found.verdict : passUnless([])
}

/** Milliseconds between two moves of a walk, and in all; the moves are the beginning and each submission of a step. */
export function planPauses(
  scenario: Scenario,
  { steps, maxAttempts }: { readonly steps: readonly StoredStep[]; readonly maxAttempts: number | null },
  seconds = scenario.seconds ?? DEFAULT_SECONDS,
): { readonly pauseMs: number; readonly totalMs: number } {
  const totalMs = Math.round(seconds * 1000)
  const place = placeOf(scenario, steps)
  const failed = place === undefined ? undefined : place + attemptsOf(maxAttempts)
  const submissions = scenario.ends === 'FAILED' ? (failed ?? 0) : steps.length
  const moves = scenario.ends === 'EXPIRED' ? 1 : 1 + submissions
  return { pauseMs: Math.floor(totalMs / moves), totalMs }
}

/** How often a step fails before the session does: a workflow without a limit fails by the usual one, or nobody would see it. */
export function attemptsOf(maxAttempts: number | null): number {
  return maxAttempts ?? DEFAULT_MAX_ATTEMPTS
}

function fails(at: readonly RunnableStepId[], code: FailureCode): Scenario {
  return { ends: 'FAILED', found: { at, verdict: fail(code) }, needsStep: true }
}

function declines(code: ReasonCode) {
  return doubts(DOCUMENT, code, 'CRITICAL')
}

function doubts(at: readonly RunnableStepId[], code: ReasonCode, severity: 'MEDIUM' | 'HIGH' | 'CRITICAL') {
  return { at, verdict: passUnless([reason(code, severity)]) }
}
