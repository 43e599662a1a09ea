/** Every kind of step that this installation runs, and those that it only stores. */
import * as z from 'zod'
import { ageEstimationStep } from './age-estimation/kind.ts'
import { type RunnableStepId, STEP_WORDS, toStepWord } from './catalogue.ts'
import { consentStep } from './consent/kind.ts'
import { customFormStep } from './custom-form/kind.ts'
import { customPromptStep } from './custom-prompt/kind.ts'
import { documentUploadStep } from './document-upload/kind.ts'
import { eSignatureSettings } from './e-signature/settings.ts'
import { faceLivenessStep } from './face-liveness/kind.ts'
import { faceLivenessConsentSettingsStep } from './face-liveness-consent-settings/kind.ts'
import { idVerificationStep } from './id-verification/kind.ts'
import { phoneVerificationSettings } from './phone-verification/settings.ts'
import type { Settings, Slot, StepKind } from './step-kind.ts'
import { whiteLabelStep } from './white-label/kind.ts'

/** A step of a workflow as it is stored. */
export interface StoredStep {
  readonly id: string
  readonly config: Settings
}

/** One line a kind. The catalogue says which there must be: a missing one, or one too many, does not compile. */
export const STEP_KINDS: { readonly [Id in RunnableStepId]: StepKind } = {
  ID_VERIFICATION: idVerificationStep,
  FACE_LIVENESS: faceLivenessStep,
  FACE_LIVENESS_CONSENT_SETTINGS: faceLivenessConsentSettingsStep,
  AGE_ESTIMATION: ageEstimationStep,
  CUSTOM_PROMPT: customPromptStep,
  CONSENT: consentStep,
  DOCUMENT_UPLOAD: documentUploadStep,
  CUSTOM_FORM: customFormStep,
  WHITE_LABEL: whiteLabelStep,
}

/** Settings of steps that a workflow may hold although they cannot run here. */
const STORED_ONLY: Readonly<Record<string, z.ZodType<Settings>>> = {
  E_SIGNATURE: eSignatureSettings,
  PHONE_VERIFICATION: phoneVerificationSettings,
}

/** Every step id that this installation can run, in the order of the contract's catalogue. */
export const RUNNABLE_STEP_IDS = Object.keys(STEP_WORDS).filter((id) =>
  Object.hasOwn(STEP_KINDS, id),
) as readonly RunnableStepId[]

/** Every step id that a workflow may hold. */
export const STORABLE_STEP_IDS: readonly string[] = Object.keys(STEP_WORDS).filter((id) => settingsOf(id) !== undefined)

/** The kind that a step id in any case and separator stands for; undefined when this installation cannot run it. */
export function findKind(text: string): StepKind | undefined {
  const word = toStepWord(text)
  return Object.hasOwn(STEP_KINDS, word) ? STEP_KINDS[word as RunnableStepId] : undefined
}

/** Checks a step's settings and fills in its defaults; undefined for a step that a workflow cannot hold. */
export function parseSettings(id: string, config: unknown) {
  return settingsOf(id)?.safeParse(config ?? {})
}

/** The JSON Schema of a step's settings as a caller writes them, with the words of `setting-words.ts`. */
export function settingsSchema(id: string): Readonly<Record<string, unknown>> | undefined {
  const settings = settingsOf(id)
  return settings && z.toJSONSchema(settings, { io: 'input' })
}

function settingsOf(id: string): z.ZodType<Settings> | undefined {
  const word = toStepWord(id)
  return findKind(word)?.settings ?? (Object.hasOwn(STORED_ONLY, word) ? STORED_ONLY[word] : undefined)
}

/** The files that a stored step asks for; none for one that cannot run here. */
export function slotsOf(step: StoredStep): readonly Slot[] {
  return findKind(step.id)?.slots(step.config) ?? []
}

/** The files that steps ask for, each once: at the first step that asks, required when any step requires it. */
export function askedSlots(steps: readonly StoredStep[]): ReadonlyArray<{ step: string; slots: readonly Slot[] }> {
  const required = new Set(steps.flatMap(slotsOf).flatMap((slot) => (slot.required ? [slot.slot] : [])))
  const asked = new Set<string>()
  return steps.map((step) => {
    const slots = slotsOf(step).filter(({ slot }) => !asked.has(slot))
    for (const { slot } of slots) asked.add(slot)
    return { step: step.id, slots: slots.map((slot) => ({ ...slot, required: required.has(slot.slot) })) }
  })
}

/** The steps of a session without a workflow: one document and a selfie, with every default. */
export function standaloneSteps(): readonly StoredStep[] {
  return [{ id: 'ID_VERIFICATION', config: idVerificationStep.settings.parse({}) }]
}
