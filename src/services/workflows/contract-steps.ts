/** Every step of the contract (§4.5.1), so that one which cannot run here is told from one that does not exist. */
import { STEP_WORDS } from './step-words.ts'

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
  return Object.hasOwn(STEP_WORDS, word)
}

/** The step that must come before this one, when it does not; UPPER_SNAKE in and out. */
export function missingPrerequisite(word: string, earlier: ReadonlySet<string>): string | undefined {
  const needed = PREREQUISITES[word]
  return needed !== undefined && !earlier.has(needed) ? needed : undefined
}
