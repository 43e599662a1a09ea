/** Parses machine-readable zones: fields, check digits, and the repair of letters read where digits stand. */
import { mrzCheckDigit } from '../../lib/mrz-check-digit.ts'
import { parseBirthDates, parseExpirationDates } from './mrz-dates.ts'
import {
  findLayout,
  type MrzCheckName,
  type MrzCheckRule,
  type MrzFieldName,
  type MrzFormat,
  type MrzLayout,
  type MrzSpan,
} from './mrz-formats.ts'
import { type IsSure, repairLines } from './mrz-repair.ts'

/** One check digit as printed against the one computed. */
export interface MrzCheck {
  readonly name: MrzCheckName
  readonly printed: string
  readonly computed: string
  readonly isValid: boolean
}

/** A machine-readable zone, taken apart. Texts have no fillers: `<` within a field is a space or nothing. */
export interface Mrz {
  readonly format: MrzFormat
  /** As parsed, after repair. */
  readonly lines: readonly string[]
  /** As given. */
  readonly rawLines: readonly string[]
  /** Whether any character was changed to fit its position. */
  readonly repaired: boolean
  readonly documentCode: string
  /** Three-letter code of ICAO 9303-3 §5, `D` for Germany. */
  readonly issuingCountry: string
  readonly nationality: string
  readonly surname: string
  readonly givenNames: string
  /** What followed the names and was taken for noise in the fillers, unless it is only such letters as fillers are misread as. */
  readonly cutNames: string | undefined
  readonly documentNumber: string
  /** `YYYY-MM-DD`; `undefined` when the digits are no date. */
  readonly dateOfBirth: string | undefined
  readonly expirationDate: string | undefined
  /** The same days of the century before, where those are possible, too. */
  readonly earlier: { readonly dateOfBirth?: string | undefined; readonly expirationDate?: string | undefined }
  /** `X` when unspecified. */
  readonly sex: 'M' | 'F' | 'X'
  readonly optionalData: string
  readonly checks: readonly MrzCheck[]
  /** Every check digit of the format computes. It does not prove the names, which no digit covers. */
  readonly allDigitsValid: boolean
}

/**
 * Parses two or three lines of A–Z, 0–9 and `<`; `undefined` when their number and lengths fit no format.
 * `today` decides the century of two-digit years; what `isSure` of is not repaired.
 */
export function parseMrz(rawLines: readonly string[], today: Date, isSure: IsSure = () => false): Mrz | undefined {
  const layout = findLayout(rawLines)
  if (layout === undefined) return undefined
  const lines = repairLines(rawLines, layout, isSure)
  const checks = runChecks(lines, layout)
  const text = (name: MrzFieldName) => readField(lines, layout, name)
  const [birth, earlierBirth] = parseBirthDates(text('dateOfBirth'), today)
  const [expiry, earlierExpiry] = parseExpirationDates(text('expirationDate'), today)
  return {
    format: layout.format,
    lines,
    rawLines,
    repaired: lines.some((line, index) => line !== rawLines[index]),
    documentCode: trimFillers(text('documentCode')),
    issuingCountry: trimFillers(text('issuingCountry')),
    nationality: trimFillers(text('nationality')) || trimFillers(text('issuingCountry')),
    ...namesOf(lines, layout),
    cutNames: findCutNames(rawLines, lines, layout),
    documentNumber: readDocumentNumber(lines, layout),
    dateOfBirth: birth,
    expirationDate: expiry,
    earlier: { dateOfBirth: earlierBirth, expirationDate: earlierExpiry },
    sex: toSex(text('sex')),
    optionalData: trimFillers(text('optionalData')),
    checks,
    allDigitsValid: checks.every(({ isValid }) => isValid),
  }
}

/** Runs every check of a layout over lines of its length. */
export function runChecks(lines: readonly string[], layout: MrzLayout): MrzCheck[] {
  return layout.checks.map((rule) => {
    const { over, digit } = rule.name === 'documentNumber' ? withLongNumber(lines, layout, rule) : rule
    const characters = over.map((where) => cut(lines, where)).join('')
    const printed = lines[digit.line]?.[digit.at] ?? ''
    const computed = String(mrzCheckDigit(characters))
    const isEmpty = rule.mayBeFiller === true && printed === '<' && /^<*$/.test(characters)
    return { name: rule.name, printed, computed, isValid: printed === computed || isEmpty }
  })
}

/** A long number has a filler in place of its check digit; the digit is then the last character of the number's rest. */
function withLongNumber(
  lines: readonly string[],
  layout: MrzLayout,
  rule: MrzCheckRule,
): Pick<MrzCheckRule, 'over' | 'digit'> {
  const rest = longNumberRest(lines, layout)
  if (rest === undefined) return rule
  return { over: [...rule.over, { ...rest, to: rest.to - 1 }], digit: { line: rest.line, at: rest.to - 1 } }
}

/** Where a long document number runs on, its check digit included; `undefined` when the number is not long. */
function longNumberRest(lines: readonly string[], layout: MrzLayout): MrzSpan | undefined {
  const { longNumber, checks } = layout
  const digit = checks.find(({ name }) => name === 'documentNumber')?.digit
  if (longNumber === undefined || digit === undefined) return undefined
  const isFull = /[0-9A-Z]<$/.test(lines[digit.line]?.slice(0, digit.at + 1) ?? '')
  const rest = isFull ? (/^[0-9A-Z]*/.exec(cut(lines, longNumber))?.[0] ?? '') : ''
  return rest.length < 2 ? undefined : { ...longNumber, to: longNumber.from + rest.length }
}

function readDocumentNumber(lines: readonly string[], layout: MrzLayout): string {
  const rest = longNumberRest(lines, layout)
  const more = rest ? cut(lines, { ...rest, to: rest.to - 1 }) : ''
  return (readField(lines, layout, 'documentNumber') + more).replaceAll('<', '')
}

function readField(lines: readonly string[], layout: MrzLayout, name: MrzFieldName): string {
  const field = layout.fields.find((candidate) => candidate.name === name)
  return field === undefined ? '' : cut(lines, field)
}

function cut(lines: readonly string[], { line, from, to }: MrzSpan): string {
  return lines[line]?.slice(from, to) ?? ''
}

/** Surname and given names of a zone's lines. */
export function namesOf(lines: readonly string[], layout: MrzLayout): { surname: string; givenNames: string } {
  return readNames((name) => readField(lines, layout, name))
}

/** Two fillers part the surname from the given names (ICAO 9303-3 §4.6); a zone without them holds one name only. */
function readNames(text: (name: MrzFieldName) => string): { surname: string; givenNames: string } {
  const names = text('names')
  if (names === '') return { surname: trimFillers(text('surname')), givenNames: trimFillers(text('givenNames')) }
  const [surname = '', ...given] = names.split('<<')
  return { surname: trimFillers(surname), givenNames: trimFillers(given.join('<')) }
}

function findCutNames(rawLines: readonly string[], lines: readonly string[], layout: MrzLayout): string | undefined {
  const field = layout.fields.find(({ name }) => name === 'names')
  if (field === undefined) return undefined
  const kept = cut(lines, field).replace(/<+$/, '')
  const rest = cut(rawLines, field).slice(kept.length)
  return /[A-BDF-JL-RT-Z]/.test(rest) ? trimFillers(rest) : undefined
}

function trimFillers(text: string): string {
  return text.replace(/<+/g, ' ').trim()
}

function toSex(character: string): 'M' | 'F' | 'X' {
  return character === 'M' || character === 'F' ? character : 'X'
}
