/** Every step of the contract (§4.5.1): its name, what it does, and why one cannot run here: the one place that says so. */

/** Headings of the palette, in its order. */
export const STEP_CATEGORIES = ['Identity', 'Documents', 'Screening', 'Phone', 'Risk', 'Session'] as const

export interface StepWords {
  readonly label: string
  readonly description: string
  readonly category: (typeof STEP_CATEGORIES)[number]
  /** What this installation has not; left out for a step that runs here. */
  readonly lacks?: string
}

/** In the order of the contract's catalogue. */
export const STEP_WORDS = {
  ID_VERIFICATION: {
    label: 'ID verification',
    description: 'Reads an identity document and compares its portrait with a selfie.',
    category: 'Identity',
  },
  FACE_LIVENESS: {
    label: 'Face liveness',
    description: 'Scores whether a picture shows a person or a picture of one; a person then looks.',
    category: 'Identity',
  },
  FACE_LIVENESS_CONSENT_SETTINGS: {
    label: 'Liveness consent',
    description: 'Asks for consent before a face is looked at.',
    category: 'Session',
  },
  AGE_ESTIMATION: {
    label: 'Age estimation',
    description: 'Estimates the age that the face looks like.',
    category: 'Identity',
  },
  DEEPFAKE_DETECTION: {
    label: 'Deepfake detection',
    description: 'Looks for faces that were made or swapped by software.',
    category: 'Identity',
    lacks: 'This installation has no model that detects deepfakes.',
  },
  DEEP_AGE: {
    label: 'Deep age',
    description: 'Proves the age by a quiz, a credit card or a parent.',
    category: 'Identity',
    lacks: 'This installation has no quiz, card check or parental consent.',
  },
  ADDRESS_VERIFICATION: {
    label: 'Address verification',
    description: 'Asks questions about former addresses.',
    category: 'Identity',
    lacks: 'Needs a connector to an address register.',
  },
  BACKGROUND_CHECK: {
    label: 'Background check',
    description: 'Searches criminal records.',
    category: 'Screening',
    lacks: 'Needs a connector to a criminal record bureau.',
  },
  CREDIT_CHECK: {
    label: 'Credit check',
    description: 'Asks a credit bureau for a score or a report.',
    category: 'Screening',
    lacks: 'Needs a connector to a credit bureau.',
  },
  KYB: {
    label: 'Business verification',
    description: 'Looks up a company and its owners.',
    category: 'Screening',
    lacks: 'Needs a connector to company registers.',
  },
  TITLE_SEARCH: {
    label: 'Title search',
    description: 'Looks up who owns a property.',
    category: 'Screening',
    lacks: 'Needs a connector to a land register.',
  },
  PEP_SANCTIONS: {
    label: 'PEP and sanctions',
    description: 'Looks for the applicant on lists of sanctions and of politically exposed persons.',
    category: 'Screening',
    lacks: 'Needs a connector to sanctions lists.',
  },
  ADVERSE_MEDIA: {
    label: 'Adverse media',
    description: 'Looks for bad news about the applicant.',
    category: 'Screening',
    lacks: 'Needs a connector to a news archive.',
  },
  CUSTOM_PROMPT: {
    label: 'Custom prompt',
    description: 'Asks for a photo of something that you describe.',
    category: 'Documents',
  },
  CONSENT: {
    label: 'Consent text',
    description: 'Shows a text that the applicant agrees to.',
    category: 'Session',
  },
  BANK_STATEMENT_UPLOAD: {
    label: 'Bank statement',
    description: 'Takes bank statements of some months.',
    category: 'Documents',
    lacks: 'This installation reads no bank statements.',
  },
  AI_BANK_STATEMENT_ANALYSIS: {
    label: 'Bank statement analysis',
    description: 'Sorts and rates what bank statements show.',
    category: 'Documents',
    lacks: 'This installation reads no bank statements.',
  },
  DOCUMENT_UPLOAD: {
    label: 'Document upload',
    description: 'Takes other documents, such as a proof of address.',
    category: 'Documents',
  },
  CUSTOM_FORM: {
    label: 'Custom form',
    description: 'Asks questions of your own.',
    category: 'Documents',
  },
  WHITE_LABEL: {
    label: 'White label',
    description: 'Shows that the page speaks for your organization.',
    category: 'Session',
  },
  PHONE_TRUST_CHECK: {
    label: 'Phone trust',
    description: 'Asks the carrier whether a number was swapped lately.',
    category: 'Phone',
    lacks: 'Needs a connector to phone carriers.',
  },
  CARRIER_AGE_GATE: {
    label: 'Carrier age gate',
    description: 'Asks the carrier whether the holder is of age.',
    category: 'Phone',
    lacks: 'Needs a connector to phone carriers.',
  },
  PHONE_OWNERSHIP_MATCH: {
    label: 'Phone ownership',
    description: 'Asks the carrier whether the number is the applicant’s.',
    category: 'Phone',
    lacks: 'Needs a connector to phone carriers.',
  },
  PHONE_VERIFICATION: {
    label: 'Phone verification',
    description: 'Sends a code to the applicant’s phone.',
    category: 'Phone',
    lacks: 'Needs a connector that sends text messages.',
  },
  PROOFCALL: {
    label: 'Proof call',
    description: 'Calls a reference and asks your questions.',
    category: 'Phone',
    lacks: 'Needs a connector that makes phone calls.',
  },
  E_SIGNATURE: {
    label: 'Signature',
    description: 'Has a document signed.',
    category: 'Documents',
    lacks: 'Needs a connector to a signing service.',
  },
  IP_JURISDICTION: {
    label: 'IP jurisdiction',
    description: 'Allows or blocks by the place of the connection.',
    category: 'Risk',
    lacks: 'This installation has no data on where addresses are.',
  },
  VPN_DETECTION: {
    label: 'VPN detection',
    description: 'Tells connections that hide where they come from.',
    category: 'Risk',
    lacks: 'This installation has no data on networks.',
  },
  INJECTION_DETECTION: {
    label: 'Injection detection',
    description: 'Tells pictures that do not come from a camera.',
    category: 'Risk',
    lacks: 'This installation cannot tell where a picture comes from.',
  },
  ANTI_CHEAT: {
    label: 'Anti-cheat',
    description: 'Finds the same person under several names.',
    category: 'Risk',
    lacks: 'This installation does not search faces among earlier applicants.',
  },
} as const satisfies Record<string, StepWords>

export type ContractStepId = keyof typeof STEP_WORDS

/** Those that this installation runs; the registry has a kind for each. */
export type RunnableStepId = {
  [Id in ContractStepId]: (typeof STEP_WORDS)[Id] extends { readonly lacks: string } ? never : Id
}[ContractStepId]

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

/** The lower-case form with hyphens in which the contract names steps that cannot run. */
export function toKebab(id: string): string {
  return id.toLowerCase().replaceAll('_', '-')
}

/** Whether the contract has this step, whatever this installation can run. Takes the UPPER_SNAKE form. */
export function isContractStep(word: string): word is ContractStepId {
  return Object.hasOwn(STEP_WORDS, word)
}

/** Why this installation cannot run a step; undefined when it can. Takes the UPPER_SNAKE form. */
export function whyNotRunnable(word: string): string | undefined {
  if (!isContractStep(word)) return 'This installation has no such step.'
  const words: StepWords = STEP_WORDS[word]
  return words.lacks
}

/** The step that must come before this one, when it does not; UPPER_SNAKE in and out. */
export function missingPrerequisite(word: string, earlier: ReadonlySet<string>): string | undefined {
  const needed = PREREQUISITES[word]
  return needed !== undefined && !earlier.has(needed) ? needed : undefined
}
