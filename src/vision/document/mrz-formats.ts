/** The layouts of machine-readable zones: where each field stands, which characters it may hold, which digit checks it. */

/** TD1 to TD3: ICAO 9303-5, -6, -4; MRV-A and MRV-B: ICAO 9303-7; FRA-ID: French identity card of 1988 to 2021. */
export type MrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B' | 'FRA-ID'

export type MrzFieldName =
  | 'documentCode'
  | 'issuingCountry'
  | 'documentNumber'
  | 'nationality'
  | 'dateOfBirth'
  | 'sex'
  | 'expirationDate'
  | 'dateOfIssue'
  | 'optionalData'
  | 'optionalData2'
  | 'names'
  | 'surname'
  | 'givenNames'

/** What a field may hold: capital letters, digits or both, and the filler in each. */
export type MrzAlphabet = 'letters' | 'digits' | 'any'

/** Characters `from` to `to` (exclusive) of a line; both count from 0. */
export interface MrzSpan {
  readonly line: number
  readonly from: number
  readonly to: number
}

export interface MrzField extends MrzSpan {
  readonly name: MrzFieldName
  readonly alphabet: MrzAlphabet
}

export type MrzCheckName = 'documentNumber' | 'dateOfBirth' | 'expirationDate' | 'optionalData' | 'composite'

/** A check digit at `digit` over the characters of `over`, joined. */
export interface MrzCheckRule {
  readonly name: MrzCheckName
  readonly over: readonly MrzSpan[]
  readonly digit: { readonly line: number; readonly at: number }
  /** A filler in place of the digit is right when the checked field is empty (ICAO 9303-4 §4.2.2.2). */
  readonly mayBeFiller?: boolean
}

export interface MrzLayout {
  readonly format: MrzFormat
  readonly lineCount: 2 | 3
  readonly lineLength: 30 | 36 | 44
  readonly fields: readonly MrzField[]
  readonly checks: readonly MrzCheckRule[]
  /** Where a document number of more than nine characters runs on (ICAO 9303-5 §4.2.2.1 note j, 9303-6 §4.2.2.1 note j). */
  readonly longNumber?: MrzSpan
}

function span(line: number, from: number, to: number): MrzSpan {
  return { line, from, to }
}

function field(name: MrzFieldName, alphabet: MrzAlphabet, where: MrzSpan): MrzField {
  return { name, alphabet, ...where }
}

function check(name: MrzCheckName, over: readonly MrzSpan[], line: number, at: number): MrzCheckRule {
  return { name, over, digit: { line, at } }
}

/** Number, nationality, birth, sex and expiry stand alike in the second line of every two-line ICAO format. */
const SECOND_LINE_FIELDS = [
  field('documentNumber', 'any', span(1, 0, 9)),
  field('nationality', 'letters', span(1, 10, 13)),
  field('dateOfBirth', 'digits', span(1, 13, 19)),
  field('sex', 'letters', span(1, 20, 21)),
  field('expirationDate', 'digits', span(1, 21, 27)),
] as const

const SECOND_LINE_CHECKS = [
  check('documentNumber', [span(1, 0, 9)], 1, 9),
  check('dateOfBirth', [span(1, 13, 19)], 1, 19),
  check('expirationDate', [span(1, 21, 27)], 1, 27),
] as const

function twoLines(
  format: MrzFormat,
  lineLength: 36 | 44,
  optionalEnd: number,
  more: readonly MrzCheckRule[],
): MrzLayout {
  return {
    format,
    lineCount: 2,
    lineLength,
    fields: [
      field('documentCode', 'letters', span(0, 0, 2)),
      field('issuingCountry', 'letters', span(0, 2, 5)),
      field('names', 'letters', span(0, 5, lineLength)),
      ...SECOND_LINE_FIELDS,
      field('optionalData', 'any', span(1, 28, optionalEnd)),
    ],
    checks: [...SECOND_LINE_CHECKS, ...more],
  }
}

export const MRZ_LAYOUTS: Readonly<Record<MrzFormat, MrzLayout>> = {
  TD3: twoLines('TD3', 44, 42, [
    { ...check('optionalData', [span(1, 28, 42)], 1, 42), mayBeFiller: true },
    check('composite', [span(1, 0, 10), span(1, 13, 20), span(1, 21, 43)], 1, 43),
  ]),
  TD2: {
    ...twoLines('TD2', 36, 35, [check('composite', [span(1, 0, 10), span(1, 13, 20), span(1, 21, 35)], 1, 35)]),
    longNumber: span(1, 28, 35),
  },
  'MRV-A': twoLines('MRV-A', 44, 44, []),
  'MRV-B': twoLines('MRV-B', 36, 36, []),
  TD1: {
    format: 'TD1',
    lineCount: 3,
    lineLength: 30,
    fields: [
      field('documentCode', 'any', span(0, 0, 2)),
      field('issuingCountry', 'letters', span(0, 2, 5)),
      field('documentNumber', 'any', span(0, 5, 14)),
      field('optionalData', 'any', span(0, 15, 30)),
      field('dateOfBirth', 'digits', span(1, 0, 6)),
      field('sex', 'letters', span(1, 7, 8)),
      field('expirationDate', 'digits', span(1, 8, 14)),
      field('nationality', 'letters', span(1, 15, 18)),
      field('optionalData2', 'any', span(1, 18, 29)),
      field('names', 'letters', span(2, 0, 30)),
    ],
    checks: [
      check('documentNumber', [span(0, 5, 14)], 0, 14),
      check('dateOfBirth', [span(1, 0, 6)], 1, 6),
      check('expirationDate', [span(1, 8, 14)], 1, 14),
      check('composite', [span(0, 5, 30), span(1, 0, 7), span(1, 8, 15), span(1, 18, 29)], 1, 29),
    ],
    longNumber: span(0, 15, 30),
  },
  'FRA-ID': {
    format: 'FRA-ID',
    lineCount: 2,
    lineLength: 36,
    fields: [
      field('documentCode', 'letters', span(0, 0, 2)),
      field('issuingCountry', 'letters', span(0, 2, 5)),
      field('surname', 'letters', span(0, 5, 30)),
      field('optionalData', 'any', span(0, 30, 36)),
      field('dateOfIssue', 'digits', span(1, 0, 4)),
      field('documentNumber', 'any', span(1, 0, 12)),
      field('givenNames', 'letters', span(1, 13, 27)),
      field('dateOfBirth', 'digits', span(1, 27, 33)),
      field('sex', 'letters', span(1, 34, 35)),
    ],
    checks: [
      check('documentNumber', [span(1, 0, 12)], 1, 12),
      check('dateOfBirth', [span(1, 27, 33)], 1, 33),
      check('composite', [span(0, 0, 36), span(1, 0, 35)], 1, 35),
    ],
  },
}

/** The layout that lines of this number, length and beginning follow; `undefined` when there is none. */
export function findLayout(lines: readonly string[]): MrzLayout | undefined {
  const [first = ''] = lines
  if (lines.some((line) => line.length !== first.length)) return undefined
  if (lines.length === 3) return first.length === 30 ? MRZ_LAYOUTS.TD1 : undefined
  if (lines.length !== 2) return undefined
  const isVisa = first.startsWith('V')
  if (first.length === 44) return isVisa ? MRZ_LAYOUTS['MRV-A'] : MRZ_LAYOUTS.TD3
  // Passports have 44 characters; 36 of them are a passport cut short.
  if (first.length !== 36 || first.startsWith('P')) return undefined
  if (isVisa) return MRZ_LAYOUTS['MRV-B']
  return first.startsWith('IDFRA') ? MRZ_LAYOUTS['FRA-ID'] : MRZ_LAYOUTS.TD2
}
