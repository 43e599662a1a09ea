/** The steps that this installation can run: their settings and what they ask of the applicant. */
import * as z from 'zod'
import type { StoredStep } from '../../db/tables.ts'
import { assert } from '../../lib/errors.ts'
import type { CheckKind } from '../checks/facts.ts'
import { toStepWord } from './contract-steps.ts'
import {
  type AgeEstimationConfig,
  ageEstimationConfig,
  type FaceLivenessConfig,
  faceLivenessConfig,
  type IdVerificationConfig,
  idVerificationConfig,
} from './step-configs.ts'

/** A picture that the applicant gives. */
export interface Slot {
  readonly slot: string
  readonly required: boolean
}

interface StepKind {
  readonly config: z.ZodType<Readonly<Record<string, unknown>>>
  /** In the order they are asked for. */
  readonly slots: readonly Slot[]
  /** The check that judges them. */
  readonly check: CheckKind
}

/** The front selfie serves every step that looks at a face: it is taken once. */
const SELFIE: Slot = { slot: 'selfie_front', required: true }

const STEP_KINDS = {
  ID_VERIFICATION: {
    config: idVerificationConfig,
    slots: [{ slot: 'id_front', required: true }, { slot: 'id_back', required: false }, SELFIE],
    check: 'identity_verify',
  },
  FACE_LIVENESS: { config: faceLivenessConfig, slots: [SELFIE], check: 'face_liveness' },
  AGE_ESTIMATION: { config: ageEstimationConfig, slots: [SELFIE], check: 'face_estimate_age' },
} as const satisfies Record<string, StepKind>

export type StepId = keyof typeof STEP_KINDS

/** Every step id that this installation can run, in the order of the contract's catalogue. */
export const STEP_IDS = Object.keys(STEP_KINDS) as readonly StepId[]

/** What a step id stands for; accepts any case and separator; undefined when this installation cannot run it. */
export function findStepId(text: string): StepId | undefined {
  const word = toStepWord(text)
  return STEP_IDS.find((known) => known === word)
}

/** The pictures that a stored step looks at; a config that wants the front only leaves the back out. */
export function slotsOf(step: StoredStep): readonly Slot[] {
  const { slots } = STEP_KINDS[storedStepId(step)]
  return step.config.require_front_only === true ? slots.filter(({ slot }) => slot !== 'id_back') : slots
}

/** The pictures that steps ask for, each once: at the first step that asks, required when any step requires it. */
export function askedSlots(steps: readonly StoredStep[]): ReadonlyArray<{ step: string; slots: readonly Slot[] }> {
  const all = steps.flatMap((step) => slotsOf(step))
  const required = new Set(all.filter((slot) => slot.required).map(({ slot }) => slot))
  const asked = new Set<string>()
  return steps.map((step) => {
    const slots = slotsOf(step).filter(({ slot }) => !asked.has(slot))
    for (const { slot } of slots) asked.add(slot)
    return { step: step.id, slots: slots.map(({ slot }) => ({ slot, required: required.has(slot) })) }
  })
}

/** The check that judges a stored step. */
export function checkOf(step: StoredStep): CheckKind {
  return STEP_KINDS[storedStepId(step)].check
}

function storedStepId(step: StoredStep): StepId {
  const id = findStepId(step.id)
  assert(id !== undefined, `a stored step that this installation knows, not ${step.id}`)
  return id
}

/** Checks a step's settings and fills in its defaults; answers zod's result, its issues relative to the config. */
export function parseStepConfig(id: StepId, config: unknown) {
  return STEP_KINDS[id].config.safeParse(config ?? {})
}

/** The JSON Schema of a step's settings as a caller writes them, with the words of `setting-words.ts`. */
export function stepConfigSchema(id: StepId): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(STEP_KINDS[id].config, { io: 'input' })
}

/** The settings of an identity step that was stored by us. */
export function idVerificationConfigOf(config: StoredStep['config']): IdVerificationConfig {
  return idVerificationConfig.parse(config)
}

/** The settings of a liveness step that was stored by us. */
export function faceLivenessConfigOf(config: StoredStep['config']): FaceLivenessConfig {
  return faceLivenessConfig.parse(config)
}

/** The settings of an age step that was stored by us. */
export function ageEstimationConfigOf(config: StoredStep['config']): AgeEstimationConfig {
  return ageEstimationConfig.parse(config)
}

/** The steps of a session without a workflow: one document and a selfie, with every default. */
export function standaloneSteps(): readonly StoredStep[] {
  return [{ id: 'ID_VERIFICATION', config: defaultIdVerificationConfig() }]
}

/** The settings of an identity step when none are given. */
export function defaultIdVerificationConfig(): IdVerificationConfig {
  return idVerificationConfig.parse({})
}
