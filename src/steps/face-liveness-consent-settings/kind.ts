/** FACE_LIVENESS_CONSENT_SETTINGS: asks for consent before a face is measured, or passes when none is asked for. */
import * as z from 'zod'
import {
  type Agreement,
  type AgreementBody,
  type AgreementFacts,
  agreementBody,
  agreementData,
  agreementFindings,
  agreementRequirements,
  agreementSlots,
  judgeAgreement,
  openAgreementData,
  playAgreement,
  refuseAgreement,
  signatureCheck,
  splitSignature,
} from '../consent/agreement.ts'
import type { SignatureFacts } from '../facts.ts'
import { defineStep, playSame } from '../step-kind.ts'
import { PASS } from '../verdict.ts'
import { type FaceLivenessConsentSettings, faceLivenessConsentSettings } from './settings.ts'
import { BIOMETRIC_CONSENT_TEXT } from './text.ts'

const emptyBody = z.strictObject({})

/** The answer; empty when the settings ask for none. */
type Body = AgreementBody | z.infer<typeof emptyBody>
/** Of the signature, when there is one. */
type Facts = AgreementFacts | z.infer<typeof emptyBody>

export const faceLivenessConsentSettingsStep = defineStep<FaceLivenessConsentSettings, Body, Facts>({
  id: 'FACE_LIVENESS_CONSENT_SETTINGS',
  settings: faceLivenessConsentSettings,
  executor: 'none',
  priceTokens: 0,
  requirements: (settings) =>
    settings.face_liveness
      ? { consent_required: true, ...agreementRequirements(toAgreement(settings)) }
      : { consent_required: false, signature_required: false },
  slots: (settings) => (settings.face_liveness ? agreementSlots(toAgreement(settings)) : []),
  splitBody: (settings, body) => splitSignature(toAgreement(settings), body),
  submission: ({ face_liveness }) => (face_liveness ? agreementBody : emptyBody),
  refuse: ({ settings, body, uploads }) =>
    isAnswer(body) ? refuseAgreement(toAgreement(settings), body, uploads) : {},
  check: (settings, uploads) => signatureCheck(toAgreement(settings), uploads),
  judge: ({ settings, body, facts, run }) =>
    isAnswer(body) ? judgeAgreement(toAgreement(settings), body, factsOf(body, facts), run) : PASS,
  findings: ({ settings, body, facts }, verdict) =>
    isAnswer(body) ? agreementFindings(toAgreement(settings), body, factsOf(body, facts), verdict) : [],
  analysis: ({ settings, body }) =>
    isAnswer(body) ? { face_liveness_consent_data: agreementData(toAgreement(settings), body) } : {},
  open: openAgreementData('face_liveness_consent_data'),
  isBillable: () => true,
  play: (settings, person) => playSame(settings.face_liveness ? playAgreement(person) : {}),
})

function factsOf(body: AgreementBody, facts: Facts): AgreementFacts {
  return isInk(facts) ? facts : body
}

function isInk(facts: Facts): facts is SignatureFacts {
  return 'inkShare' in facts
}

function isAnswer(body: Body): body is AgreementBody {
  return 'accepted' in body
}

function toAgreement(settings: FaceLivenessConsentSettings): Agreement {
  return {
    text: BIOMETRIC_CONSENT_TEXT,
    isSignatureRequired: settings.require_signature,
    signatureSlot: 'liveness_consent_signature',
  }
}
