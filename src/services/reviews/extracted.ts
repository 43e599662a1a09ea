/** What was read of the document, field by field, with what does not fit marked. */
import type { Check } from '../checks/check.ts'
import type { DocumentFacts, FaceFacts, FieldName, IdentityFacts } from '../checks/facts.ts'
import { isUnexpired } from '../checks/judge.ts'
import { areNamesAlike } from '../checks/names.ts'

/** One field of the document. */
export interface ExtractedField {
  readonly name: FieldName
  /** Dates are `YYYY-MM-DD`, countries ICAO codes of three letters. */
  readonly value: string
  readonly source: 'mrz' | 'text'
  /** 0…100. */
  readonly confidencePercent: number
  /** Whether the print and the machine-readable zone say the same. */
  readonly isConfirmedByText: boolean
  readonly checkDigit?: 'right' | 'wrong'
  /** What does not fit, as a sentence. */
  readonly mismatch?: string
}

/** A face in one of the session's pictures. */
export interface PlacedFace {
  readonly evidenceId: string
  /** Shares of the picture as it is stored, 0…1 from the top left. */
  readonly box: FaceFacts['box']
  /** How far the picture is turned to see the face upright: degrees clockwise; absent when it is. */
  readonly turnDegrees?: number
  /** Shorter side of the box in pixels of the picture as it was measured. */
  readonly sizePx: number
}

export interface Extracted {
  readonly documentType: string
  readonly fields: readonly ExtractedField[]
  readonly mrz?: { readonly format: string; readonly lines: readonly string[]; readonly isRepaired: boolean }
  readonly portrait?: PlacedFace
  readonly selfie?: PlacedFace
}

interface ExtractedSession {
  readonly firstName: string
  readonly lastName: string
  readonly submittedAt: Date | null
}

const FIELD_ORDER: readonly FieldName[] = [
  'surname',
  'givenNames',
  'documentNumber',
  'dateOfBirth',
  'expirationDate',
  'dateOfIssue',
  'nationality',
  'issuingCountry',
  'sex',
]

/** What the session's identity check read; undefined while there is none that is done. */
export function extractFields(session: ExtractedSession, checks: readonly Check[]): Extracted | undefined {
  const check = checks.find(({ kind, state }) => kind === 'identity_verify' && state === 'done')
  const facts = check?.result as Partial<IdentityFacts> | null | undefined
  if (!check || !facts?.document) return undefined
  const { document, selfie } = facts
  const { id_front: front, selfie_front: selfieId } = check.input.evidence
  const [face] = selfie?.faces ?? []
  return {
    documentType: document.documentType,
    fields: FIELD_ORDER.flatMap((name) => toField(session, document, name) ?? []),
    ...(document.mrz && {
      mrz: { format: document.mrz.format, lines: document.mrz.lines, isRepaired: document.mrz.repaired },
    }),
    ...(document.portrait && front && { portrait: toPlaced(front, document.portrait, document.turnDegrees) }),
    ...(face && selfieId && { selfie: toPlaced(selfieId, face) }),
  }
}

function toField(session: ExtractedSession, document: DocumentFacts, name: FieldName): ExtractedField | undefined {
  const fact = document.fields[name]
  if (!fact || fact.value === '') return undefined
  const digit = document.mrz?.checkDigits.find(({ field }) => field === name)
  const mismatch = findMismatch(session, document, name, fact.value)
  return {
    ...{ name, value: fact.value, source: fact.source, confidencePercent: Math.round(fact.confidence * 100) },
    isConfirmedByText: fact.confirmedByText,
    ...(digit && { checkDigit: digit.valid ? ('right' as const) : ('wrong' as const) }),
    ...(mismatch !== undefined && { mismatch }),
  }
}

/** The rules' own comparisons, told about the one field that they concern. */
function findMismatch(
  session: ExtractedSession,
  document: DocumentFacts,
  name: FieldName,
  value: string,
): string | undefined {
  if (name === 'surname' && !areNamesAlike(session.lastName, value)) return `The session says ${session.lastName}.`
  if (name === 'givenNames' && !areNamesAlike(session.firstName, value)) return `The session says ${session.firstName}.`
  const day = session.submittedAt?.toISOString().slice(0, 10)
  if (name === 'expirationDate' && day && isUnexpired(document, day) === false) return `Expired before ${day}.`
  return undefined
}

function toPlaced(evidenceId: string, { box, sizePx }: FaceFacts, turnDegrees?: number): PlacedFace {
  return { evidenceId, box, sizePx, ...(turnDegrees !== undefined && { turnDegrees }) }
}
