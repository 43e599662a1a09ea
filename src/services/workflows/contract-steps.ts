/** Every step of the contract (§4.5.1), so that one which cannot run here is told from one that does not exist. */

const CONTRACT_STEPS: ReadonlySet<string> = new Set([
  'ID_VERIFICATION',
  'FACE_LIVENESS',
  'FACE_LIVENESS_CONSENT_SETTINGS',
  'AGE_ESTIMATION',
  'DEEPFAKE_DETECTION',
  'DEEP_AGE',
  'ADDRESS_VERIFICATION',
  'BACKGROUND_CHECK',
  'CREDIT_CHECK',
  'KYB',
  'TITLE_SEARCH',
  'PEP_SANCTIONS',
  'ADVERSE_MEDIA',
  'CUSTOM_PROMPT',
  'CONSENT',
  'BANK_STATEMENT_UPLOAD',
  'AI_BANK_STATEMENT_ANALYSIS',
  'DOCUMENT_UPLOAD',
  'CUSTOM_FORM',
  'WHITE_LABEL',
  'PHONE_TRUST_CHECK',
  'CARRIER_AGE_GATE',
  'PHONE_OWNERSHIP_MATCH',
  'PHONE_VERIFICATION',
  'PROOFCALL',
  'E_SIGNATURE',
  'IP_JURISDICTION',
  'VPN_DETECTION',
  'INJECTION_DETECTION',
  'ANTI_CHEAT',
])

/** Steps that need another one earlier in the workflow. */
const PREREQUISITES: Readonly<Record<string, string>> = {
  BACKGROUND_CHECK: 'ID_VERIFICATION',
  CREDIT_CHECK: 'ID_VERIFICATION',
  TITLE_SEARCH: 'ID_VERIFICATION',
  AI_BANK_STATEMENT_ANALYSIS: 'BANK_STATEMENT_UPLOAD',
}

/** UPPER_SNAKE form of a step id in any case and separator. */
export function toStepWord(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_')
}

/** Whether the contract has this step, whatever this installation can run. Takes the UPPER_SNAKE form. */
export function isContractStep(word: string): boolean {
  return CONTRACT_STEPS.has(word)
}

/** The step that must come before this one, when it does not; UPPER_SNAKE in and out. */
export function missingPrerequisite(word: string, earlier: ReadonlySet<string>): string | undefined {
  const needed = PREREQUISITES[word]
  return needed !== undefined && !earlier.has(needed) ? needed : undefined
}
