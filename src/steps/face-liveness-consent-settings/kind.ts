/** FACE_LIVENESS_CONSENT_SETTINGS: asks for consent before a face is measured, or passes when none is asked for. */
import * as z from 'zod'
import {
  type Agreement,
  type AgreementBody,
  agreementBody,
  agreementData,
  agreementFindings,
  agreementRequirements,
  agreementSlots,
  judgeAgreement,
  openAgreementData,
  refuseAgreement,
  splitSignature,
} from '../consent/agreement.ts'
import { defineStep } from '../step-kind.ts'
import { PASS } from '../verdict.ts'
import { type FaceLivenessConsentSettings, faceLivenessConsentSettings } from './settings.ts'
import { BIOMETRIC_CONSENT_TEXT } from './text.ts'

const emptyBody = z.strictObject({})

/** The answer; empty when the settings ask for none. */
type Body = AgreementBody | z.infer<typeof emptyBody>

export const faceLivenessConsentSettingsStep = defineStep<FaceLivenessConsentSettings, Body, Body>({
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
  judge: ({ body }) => (isAnswer(body) ? judgeAgreement(body) : PASS),
  findings: ({ settings, body }, verdict) =>
    isAnswer(body) ? agreementFindings(toAgreement(settings), body, verdict) : [],
  analysis: ({ settings, body }) =>
    isAnswer(body) ? { face_liveness_consent_data: agreementData(toAgreement(settings), body) } : {},
  open: openAgreementData('face_liveness_consent_data'),
  isBillable: () => true,
})

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
