/** The steps that this installation can run: their settings, defaults and what they ask of the applicant. */
import * as z from 'zod'
import type { StoredStep } from '../../db/tables.ts'
import { assert } from '../../lib/errors.ts'
import type { CheckKind } from '../checks/facts.ts'

const age = z.int().min(0).max(100)
const percent = z.number().min(0).max(100)

/** Settings of an identity document with a selfie (contract §4.5.1); defaults are those of the console's builder. */
const idVerificationConfig = z.strictObject({
  age_restriction_mode: z.literal('slider').default('slider'),
  minimum_age: age.default(18),
  maximum_age: age.default(100),
  expiry_date_years: z.int().min(0).max(10).default(2),
  require_secondary_id: z.literal(false).default(false),
  require_tertiary_id: z.literal(false).default(false),
  face_front_photo_only: z.boolean().default(true),
  require_front_only: z.boolean().default(false),
  enable_fraud_analysis: z.literal(false).default(false),
  escalation_type: z.literal('none').default('none'),
  escalation_risk_threshold: percent.default(60),
})

export type IdVerificationConfig = z.infer<typeof idVerificationConfig>

interface StepKind {
  readonly config: z.ZodType<Record<string, unknown>>
  /** Pictures that the applicant gives, in the order they are asked for. */
  readonly slots: ReadonlyArray<{ readonly slot: string; readonly required: boolean }>
  /** The check that judges them. */
  readonly check: CheckKind
}

const STEP_KINDS = {
  ID_VERIFICATION: {
    config: idVerificationConfig,
    slots: [
      { slot: 'id_front', required: true },
      { slot: 'id_back', required: false },
      { slot: 'selfie_front', required: true },
    ],
    check: 'identity_verify',
  },
} as const satisfies Record<string, StepKind>

export type StepId = keyof typeof STEP_KINDS

/** Every step id that this installation can run, in the order of the contract's catalogue. */
export const STEP_IDS = Object.keys(STEP_KINDS) as readonly StepId[]

/** What a step id stands for; accepts any case and separator; undefined when this installation cannot run it. */
export function findStepId(text: string): StepId | undefined {
  const id = text
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_')
  return STEP_IDS.find((known) => known === id)
}

/** The pictures that a stored step asks for; a config that wants the front only leaves the back out. */
export function slotsOf(step: StoredStep): StepKind['slots'] {
  const { slots } = STEP_KINDS[storedStepId(step)]
  return step.config.require_front_only === true ? slots.filter(({ slot }) => slot !== 'id_back') : slots
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

/** The settings of an identity step that was stored by us. */
export function idVerificationConfigOf(config: Readonly<Record<string, unknown>>): IdVerificationConfig {
  return idVerificationConfig.parse(config)
}

/** The steps of a session without a workflow: one document and a selfie, with every default. */
export function standaloneSteps(): readonly StoredStep[] {
  return [{ id: 'ID_VERIFICATION', config: defaultIdVerificationConfig() }]
}

/** The settings of an identity step when none are given. */
export function defaultIdVerificationConfig(): IdVerificationConfig {
  return idVerificationConfig.parse({})
}
