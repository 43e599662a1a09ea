/** Turns what was read from a document into named fields, and says which of them its print confirms. */
import { findOtherNames, findOtherNumbers } from './look-alikes.ts'
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
  /** Whether the other source says the same, and none of the candidates; fields from print alone are never confirmed. */
  readonly confirmedByText: boolean
  /** What the zone allows as well: numbers that look alike, dates of the century before. Left out when there is nothing else. */
  readonly candidates?: readonly string[] | undefined
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

/** One of several values that compute. */
const AMBIGUOUS = 0.5

/** So many candidates are told; all of them count. */
const MAX_CANDIDATES = 8

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
  const { chosen, others, confirmedByText } = settle(mrz, name, { values: [value, ...listOthers(mrz, name)], texts })
  const check = mrz.checks.find((candidate) => candidate.name === name)
  const certainty = check === undefined ? UNGUARDED : check.isValid ? 1 : FAILED
  const read = mrz.confidence * (others.length > 0 && !confirmedByText ? Math.min(certainty, AMBIGUOUS) : certainty)
  return {
    value: chosen,
    source: 'mrz',
    // Two readings of different places that agree leave half of the doubt.
    confidence: confirmedByText ? read + (1 - read) / 2 : read,
    confirmedByText,
    ...(others.length > 0 && { candidates: others.slice(0, MAX_CANDIDATES) }),
  }
}

/** What the zone allows besides the value that was read. */
function listOthers(mrz: MrzReading, name: DocumentFieldName): readonly string[] {
  if (name === 'documentNumber') return findOtherNumbers(mrz)
  if (name === 'surname' || name === 'givenNames') {
    return [...(isCut(mrz, name) ? [`${mrz[name]} ${mrz.cutNames}`] : []), ...findOtherNames(mrz, name)]
  }
  const earlier = name === 'dateOfBirth' || name === 'expirationDate' ? mrz.earlier[name] : undefined
  return earlier === undefined ? [] : [earlier]
}

/** Whether something that followed the last name was taken for noise. */
function isCut(mrz: MrzReading, name: DocumentFieldName): boolean {
  return mrz.cutNames !== undefined && name === (mrz.givenNames === '' ? 'surname' : 'givenNames')
}

/** The print decides among the values that the zone allows when it holds one of them alone; the first stands otherwise. */
function settle(
  mrz: MrzReading,
  name: DocumentFieldName,
  { values, texts }: { values: readonly string[]; texts: readonly string[] },
) {
  const printed = values.filter((value) => isPrinted(name, value, texts, values.length > 1))
  const [first = ''] = values
  const [only = first] = printed.length === 1 ? printed : []
  const chosen = name === 'dateOfBirth' || name === 'expirationDate' ? only : first
  // Print that holds a name does not say that no other one follows.
  const confirmedByText = printed.length === 1 && printed[0] === chosen && !isCut(mrz, name)
  return { chosen, others: values.filter((value) => value !== chosen), confirmedByText }
}

/** `isOneOfSeveral`: a year of two digits does not tell the century. */
function isPrinted(name: DocumentFieldName, value: string, texts: readonly string[], isOneOfSeveral: boolean): boolean {
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
      return texts.some((text) =>
        findDates(text).some((date) => (isOneOfSeveral ? date === value : isSameDate(date, value))),
      )
    case 'sex':
      return texts.some((text) => new RegExp(`(^|[ /])${value}($|[ /])`).test(text))
    case 'dateOfIssue':
      return false
    default:
      return name satisfies never
  }
}

/**
 * Whether print holds a part of a name of the zone; short parts must stand as words of their own. Zones spell Ä, Ö, Ü, Å and ß
 * in two letters (ICAO 9303-3 §6), of which a reader of print that drops the accent leaves one. At the end of a part
 * both letters count, and none that fillers are misread as may follow: the zone may hold one too many or one too few.
 */
function holdsName(text: string, part: string): boolean {
  const printed = toLetters(text)
  const short = part
    .replace(/([AOU])E(?=[^CKES])/g, '$1')
    .replaceAll('AA', 'A')
    .replace(/SS(?=[^CKES])/g, 'S')
  return [part, short].some((sought) =>
    sought.length < 4 ? printed.split(' ').includes(sought) : new RegExp(`${sought}(?![CKES])`).test(printed),
  )
}

/** Words of capitals without accents; an apostrophe joins (ICAO 9303-3 §4.6). */
function toLetters(text: string): string {
  const capitals = text.replaceAll('ß', 'SS').normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
  return capitals.replace(/['’`]/g, '').replace(/[^A-Z]+/g, ' ')
}

/** Letters and digits, with those levelled that the reader cannot tell apart in print either: its neighbours decide what it reads. */
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
