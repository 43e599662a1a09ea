/** Workflows to begin with, of steps that every installation can run. */
import { DEFAULT_MAX_ATTEMPTS, type Draft } from '../../data/workflow-types.ts'

export interface Template {
  /** Word in the address of a page that begins with it. */
  readonly key: string
  readonly title: string
  readonly about: string
  readonly draft: Omit<Draft, 'maxAttempts'>
}

const DOCUMENT = { id: 'ID_VERIFICATION', config: {} }
const LIVENESS = { id: 'FACE_LIVENESS', config: {} }

export const TEMPLATES: readonly Template[] = [
  {
    key: 'kyc',
    title: 'KYC onboarding',
    about: 'An identity document, a selfie that matches it, and a look at whether the selfie is of a person.',
    draft: { name: 'KYC onboarding', steps: [DOCUMENT, LIVENESS] },
  },
  {
    key: 'document',
    title: 'Document and selfie',
    about: 'The shortest check: an identity document of any country and a selfie that matches it.',
    draft: { name: 'Document and selfie', steps: [DOCUMENT] },
  },
  {
    key: 'age-gated',
    title: 'Age-gated, with proof',
    about: 'Adults of 21 and more, by the date of birth on their document; the face must look the part.',
    draft: {
      name: 'Age-gated',
      steps: [
        { id: 'ID_VERIFICATION', config: { minimum_age: 21 } },
        LIVENESS,
        { id: 'AGE_ESTIMATION', config: { minimum_age: 21 } },
      ],
    },
  },
  {
    key: 'age-by-face',
    title: 'Age by face alone',
    about: 'No document: who clearly looks 18 or more passes, everybody else goes to review.',
    draft: { name: 'Age by face', steps: [LIVENESS, { id: 'AGE_ESTIMATION', config: {} }] },
  },
  {
    key: 'strict',
    title: 'Passports only',
    about: 'Travel documents that are read with certainty, and a stricter look at the selfie.',
    draft: {
      name: 'Passports only',
      steps: [
        {
          id: 'ID_VERIFICATION',
          config: {
            require_front_only: true,
            valid_id_types: { passport: true },
            id_confidence_threshold_enabled: true,
            id_confidence_threshold: 80,
          },
        },
        { id: 'FACE_LIVENESS', config: { confidence_threshold: 85 } },
      ],
    },
  },
]

/** What a page without a template begins with. */
export const BLANK: Draft = { name: '', steps: [], maxAttempts: DEFAULT_MAX_ATTEMPTS }

/** The template of that key; undefined for a word that no template has. */
export function findTemplate(key: string | undefined): Template | undefined {
  return TEMPLATES.find((template) => template.key === key)
}
