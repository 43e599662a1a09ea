/** Turns what was read from a document into named fields, and says which of them its print confirms. */
import type { Mrz } from './mrz.ts'
import type { MrzReading } from './read-mrz.ts'
import type { TextLine } from './read-text.ts'
import { findDates } from './visual-dates.ts'

export interface DocumentField {
  readonly value: string
  /** `mrz`: the machine-readable zone; `text`: the printed lines. */
  readonly source: 'mrz' | 'text'
  /** 0…1: how likely the value is right, from the reader's own confidence, check digits and agreement. */
  readonly confidence: number
  /** Whether the other source says the same; fields from print alone are never confirmed. */
  readonly confirmedByText: boolean
}

export type DocumentFieldName =
  | 'surname'
  | 'givenNames'
  | 'documentNumber'
  | 'nationality'
  | 'issuingCountry'
  | 'dateOfBirth'
  | 'expirationDate'
  | 'sex'
  | 'dateOfIssue'

/** Fields found; dates are `YYYY-MM-DD`, countries the codes of ICAO 9303-3 §5. A field that was not found is left out. */
export type DocumentFields = Readonly<Partial<Record<DocumentFieldName, DocumentField>>>

/** Print that the reader saw with less confidence confirms nothing. */
const MIN_CONFIDENCE = 0.6

/** No check digit guards names and codes: their confidence is capped until print confirms them. */
const UNGUARDED = 0.85

/** A field whose check digit fails is more likely wrong than right. */
const FAILED = 0.3

/** Fuses zone and print. Without a zone no names or numbers are guessed from print: labels differ with every issuer. */
export function fuseFields(mrz: MrzReading | undefined, lines: readonly TextLine[]): DocumentFields {
  const texts = lines.filter(({ confidence }) => confidence >= MIN_CONFIDENCE).map(({ text }) => text)
  if (mrz === undefined) return {}
  const fields = Object.fromEntries(
    zoneValues(mrz).map(([name, value]) => [name, toField(mrz, name, { value, texts })]),
  )
  const issued = findDateOfIssue(mrz, lines)
  return issued ? { ...fields, dateOfIssue: issued } : fields
}

function zoneValues(mrz: Mrz): [DocumentFieldName, string][] {
  const values: [DocumentFieldName, string | undefined][] = [
    ['surname', mrz.surname],
    ['givenNames', mrz.givenNames],
    ['documentNumber', mrz.documentNumber],
    ['nationality', mrz.nationality],
    ['issuingCountry', mrz.issuingCountry],
    ['dateOfBirth', mrz.dateOfBirth],
    ['expirationDate', mrz.expirationDate],
    ['sex', mrz.sex],
  ]
  return values.flatMap(([name, value]) => (value ? [[name, value]] : []))
}

function toField(
  mrz: MrzReading,
  name: DocumentFieldName,
  { value, texts }: { value: string; texts: readonly string[] },
): DocumentField {
  const confirmedByText = isPrinted(name, value, texts)
  const check = mrz.checks.find((candidate) => candidate.name === name)
  const certainty = check === undefined ? UNGUARDED : check.isValid ? 1 : FAILED
  const read = mrz.confidence * certainty
  // Two readings of different places that agree leave half of the doubt.
  return { value, source: 'mrz', confidence: confirmedByText ? read + (1 - read) / 2 : read, confirmedByText }
}

function isPrinted(name: DocumentFieldName, value: string, texts: readonly string[]): boolean {
  switch (name) {
    case 'surname':
    case 'givenNames':
      return value.split(' ').every((part) => texts.some((text) => holdsName(text, part)))
    case 'documentNumber':
      return value.length >= 5 && texts.some((text) => toNumber(text).includes(toNumber(value)))
    case 'nationality':
    case 'issuingCountry':
      return value.length === 3 && texts.some((text) => new RegExp(`\\b${value}\\b`).test(text.toUpperCase()))
    case 'dateOfBirth':
    case 'expirationDate':
      return texts.some((text) => findDates(text).some((date) => isSameDate(date, value)))
    case 'sex':
      return texts.some((text) => new RegExp(`(^|[ /])${value}($|[ /])`).test(text))
    case 'dateOfIssue':
      return false
    default:
      return name satisfies never
  }
}

/** Whether print holds a part of a name; short parts must stand as words of their own. */
function holdsName(text: string, part: string): boolean {
  const printed = toPlainLetters(text)
  const sought = toPlainLetters(part)
  return sought.length < 4 ? printed.split(/[^A-Z]+/).includes(sought) : printed.replace(/[^A-Z]/g, '').includes(sought)
}

/** Capitals without accents; zones spell Ä, Ö, Ü, Å and ß in two letters (ICAO 9303-3 §6), the reader drops the accent. */
function toPlainLetters(text: string): string {
  const capitals = text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
  return capitals
    .replace(/([AOU])E/g, '$1')
    .replaceAll('AA', 'A')
    .replaceAll('SS', 'S')
}

/** Letters and digits with look-alikes levelled, since printed numbers use other typefaces than the zone. */
function toNumber(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replaceAll('O', '0')
    .replaceAll('I', '1')
}

function isSameDate(printed: string, value: string): boolean {
  return printed === value || (printed.length === 8 && value.endsWith(printed))
}

/** The latest printed date that lies between birth and expiry and is neither. */
function findDateOfIssue(mrz: MrzReading, lines: readonly TextLine[]): DocumentField | undefined {
  const { dateOfBirth = '', expirationDate } = mrz
  if (expirationDate === undefined) return undefined
  const found = lines
    .filter(({ confidence }) => confidence >= MIN_CONFIDENCE)
    .flatMap(({ text, confidence }) =>
      findDates(text)
        .slice(0, 1)
        .map((value) => ({ value, confidence })),
    )
    .filter(({ value }) => value.length === 10 && value > dateOfBirth && value < expirationDate)
    .sort((a, b) => (a.value < b.value ? 1 : -1))[0]
  return found && { ...found, confidence: found.confidence * UNGUARDED, source: 'text', confirmedByText: false }
}
