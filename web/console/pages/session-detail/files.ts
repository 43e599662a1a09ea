/** Sorts what the applicant gave: pictures to compare, signatures, and other files with the pictures of their pages. */
import type { Attempt, StepFindings } from '../../data/session-detail.ts'
import { slotWord } from './words.ts'

/** A file that is looked at by itself. */
export interface ShownFile {
  readonly slot: string
  /** What the applicant was asked for. */
  readonly label: string
  readonly file: Attempt
  /** What can be shown of it, page by page: a picture is its own only page; a file without any can be saved. */
  readonly pages: readonly Attempt[]
}

const COMPARED = /^((secondary_|tertiary_)?id_|selfie_)/
const SIGNATURES: Readonly<Record<string, string>> = {
  CONSENT: 'signature',
  FACE_LIVENESS_CONSENT_SETTINGS: 'liveness_consent_signature',
}

/** Sides of documents and selfies: a reviewer looks at them side by side. */
export function comparedPictures(evidence: readonly Attempt[]): readonly Attempt[] {
  return evidence.filter(({ slot }) => COMPARED.test(slot))
}

/** The signature that belongs to a step's consent. */
export function findSignature(evidence: readonly Attempt[], step: string): Attempt | undefined {
  return evidence.find(({ slot, state }) => slot === SIGNATURES[step] && state === 'stored')
}

/** Every other file that counts, in the order of the steps; prompts say what was asked for. */
export function otherFiles(evidence: readonly Attempt[], checks: readonly StepFindings[]): readonly ShownFile[] {
  const prompts = new Map(checks.flatMap(({ findings }) => findings.map(({ values }) => [values.slot, values.prompt])))
  const signatures = Object.values(SIGNATURES)
  const slots = evidence.map(({ slot }) => slot).filter((slot) => !slot.includes('/'))
  const others = [...new Set(slots)].filter((slot) => !COMPARED.test(slot) && !signatures.includes(slot))
  const known = [...prompts.keys()]
  const place = (slot: string) => (known.includes(slot) ? known.indexOf(slot) : known.length)
  const ordered = others.toSorted((a, b) => place(a) - place(b))
  return ordered.flatMap((slot) => {
    const file = evidence.find((known) => known.slot === slot && known.state !== 'superseded')
    const label = String(prompts.get(slot) ?? slotWord(slot))
    return file ? [{ slot, label, file, pages: pagesOf(file, evidence) }] : []
  })
}

function pagesOf(file: Attempt, evidence: readonly Attempt[]): readonly Attempt[] {
  if (file.contentType.startsWith('image/')) return [file]
  const numberOf = ({ slot }: Attempt) => Number(slot.slice(file.slot.length + 1))
  return evidence
    .filter(({ slot, state }) => slot.startsWith(`${file.slot}/`) && state === 'stored')
    .toSorted((a, b) => numberOf(a) - numberOf(b))
}
