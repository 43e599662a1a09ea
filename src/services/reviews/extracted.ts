/** What was read of the document, field by field, with what does not fit marked. */
import type { DocumentFacts, FaceFacts, FieldName, IdentityFacts } from '../../steps/facts.ts'
import type { Check } from '../checks/check.ts'

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
  /** What the zone allows as well. */
  readonly candidates?: readonly string[]
  readonly checkDigit?: 'right' | 'wrong'
  /** The reason that speaks against it. */
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

/** What the session's last identity check read; undefined while there is none that is done. `codes`: what was found against it. */
export function extractFields(checks: readonly Check[], codes: ReadonlySet<string>): Extracted | undefined {
  const check = checks.findLast(({ kind, state }) => kind === 'identity_verify' && state === 'done')
  const facts = check?.result as Partial<IdentityFacts> | null | undefined
  if (!check || !facts?.document) return undefined
  const { document, selfie } = facts
  const { id_front: front, selfie_front: selfieId } = check.input.evidence
  const [face] = selfie?.faces ?? []
  return {
    documentType: document.documentType,
    fields: FIELD_ORDER.flatMap((name) => toField(document, name, codes) ?? []),
    ...(document.mrz && {
      mrz: { format: document.mrz.format, lines: document.mrz.lines, isRepaired: document.mrz.repaired },
    }),
    ...(document.portrait && front && { portrait: toPlaced(front, document.portrait, document.turnDegrees) }),
    ...(face && selfieId && { selfie: toPlaced(selfieId, face) }),
  }
}

function toField(document: DocumentFacts, name: FieldName, codes: ReadonlySet<string>): ExtractedField | undefined {
  const fact = document.fields[name]
  if (!fact || fact.value === '') return undefined
  const digit = document.mrz?.checkDigits.find(({ field }) => field === name)
  const mismatch = OBJECTIONS[name]?.find((code) => codes.has(code))
  return {
    ...{ name, value: fact.value, source: fact.source, confidencePercent: Math.round(fact.confidence * 100) },
    isConfirmedByText: fact.confirmedByText,
    ...(fact.candidates && { candidates: fact.candidates }),
    ...(digit && { checkDigit: digit.valid ? ('right' as const) : ('wrong' as const) }),
    ...(mismatch !== undefined && { mismatch }),
  }
}

/** The reasons of the rules that concern one field. */
const OBJECTIONS: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  surname: ['NAME_MISMATCH', 'NAME_UNCONFIRMED'],
  givenNames: ['NAME_MISMATCH', 'NAME_UNCONFIRMED'],
  documentNumber: ['MRZ_AMBIGUOUS', 'MRZ_REPAIRED'],
  expirationDate: ['DOCUMENT_EXPIRED', 'EXPIRY_UNKNOWN'],
  dateOfBirth: ['AGE_OUT_OF_RANGE', 'AGE_UNKNOWN'],
}

function toPlaced(evidenceId: string, { box, sizePx }: FaceFacts, turnDegrees?: number): PlacedFace {
  return { evidenceId, box, sizePx, ...(turnDegrees !== undefined && { turnDegrees }) }
}
