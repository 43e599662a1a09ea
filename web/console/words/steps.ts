/** What the steps of the contract are called. A test compares them with the server's catalogue. */

const STEPS: Readonly<Record<string, string>> = {
  ID_VERIFICATION: 'ID verification',
  FACE_LIVENESS: 'Face liveness',
  FACE_LIVENESS_CONSENT_SETTINGS: 'Liveness consent',
  AGE_ESTIMATION: 'Age estimation',
  DEEPFAKE_DETECTION: 'Deepfake detection',
  DEEP_AGE: 'Deep age',
  ADDRESS_VERIFICATION: 'Address verification',
  BACKGROUND_CHECK: 'Background check',
  CREDIT_CHECK: 'Credit check',
  KYB: 'Business verification',
  TITLE_SEARCH: 'Title search',
  PEP_SANCTIONS: 'PEP and sanctions',
  ADVERSE_MEDIA: 'Adverse media',
  CUSTOM_PROMPT: 'Custom prompt',
  CONSENT: 'Consent text',
  BANK_STATEMENT_UPLOAD: 'Bank statement',
  AI_BANK_STATEMENT_ANALYSIS: 'Bank statement analysis',
  DOCUMENT_UPLOAD: 'Document upload',
  CUSTOM_FORM: 'Custom form',
  WHITE_LABEL: 'White label',
  PHONE_TRUST_CHECK: 'Phone trust',
  CARRIER_AGE_GATE: 'Carrier age gate',
  PHONE_OWNERSHIP_MATCH: 'Phone ownership',
  PHONE_VERIFICATION: 'Phone verification',
  PROOFCALL: 'Proof call',
  E_SIGNATURE: 'Signature',
  IP_JURISDICTION: 'IP jurisdiction',
  VPN_DETECTION: 'VPN detection',
  INJECTION_DETECTION: 'Injection detection',
  ANTI_CHEAT: 'Anti-cheat',
}

/** What a step is called; one of a later version by its own name. */
export function stepWord(step: string): string {
  return Object.hasOwn(STEPS, step) ? (STEPS[step] as string) : plain(step)
}

/** `secondary_id_front` → `Secondary id front`. */
export function plain(word: string): string {
  const text = word.replaceAll(/[_.-]/g, ' ').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}
