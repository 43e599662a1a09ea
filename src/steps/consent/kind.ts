/** CONSENT: shows a text of the organization; whoever declines it is declined. */
import { defineStep, playSame } from '../step-kind.ts'
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
} from './agreement.ts'
import { type ConsentSettings, consentSettings } from './settings.ts'

export const consentStep = defineStep<ConsentSettings, AgreementBody, AgreementFacts>({
  id: 'CONSENT',
  settings: consentSettings,
  executor: 'none',
  priceTokens: 5,
  requirements: (settings) => agreementRequirements(toAgreement(settings)),
  slots: (settings) => agreementSlots(toAgreement(settings)),
  splitBody: (settings, body) => splitSignature(toAgreement(settings), body),
  submission: () => agreementBody,
  refuse: ({ settings, body, uploads }) => refuseAgreement(toAgreement(settings), body, uploads),
  check: (settings, uploads) => signatureCheck(toAgreement(settings), uploads),
  judge: ({ settings, body, facts, run }) => judgeAgreement(toAgreement(settings), body, facts, run),
  findings: ({ settings, body, facts }, verdict) => agreementFindings(toAgreement(settings), body, facts, verdict),
  analysis: ({ settings, body }) => ({ consent_data: agreementData(toAgreement(settings), body) }),
  open: openAgreementData('consent_data'),
  isBillable: () => true,
  play: (_settings, person) => playSame(playAgreement(person)),
})

function toAgreement(settings: ConsentSettings): Agreement {
  return {
    text: settings.consent_text,
    isSignatureRequired: settings.require_signature,
    signatureSlot: 'signature',
  }
}
