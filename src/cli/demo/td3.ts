/** Writes the two machine-readable lines of a passport (format TD3). */
import { mrzCheckDigit } from '../../lib/mrz-check-digit.ts'

/** What the lines of a passport say. Dates are `YYYY-MM-DD`, states are three-letter codes of ICAO 9303-3 §5. */
export interface Td3Fields {
  readonly issuer: string
  readonly surname: string
  readonly givenNames: string
  /** At most nine letters and digits. */
  readonly documentNumber: string
  readonly nationality: string
  readonly dateOfBirth: string
  /** `X` means unspecified. */
  readonly sex: 'F' | 'M' | 'X'
  readonly expirationDate: string
  /** At most fourteen letters and digits. */
  readonly personalNumber?: string
}

const NAME_LENGTH = 39

/** Letters that are not a base letter with marks, or whose recommended form differs from it (ICAO 9303-3 §6). */
const TRANSLITERATIONS: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ð: 'D',
  Đ: 'D',
  Ħ: 'H',
  ı: 'I',
  Ĳ: 'IJ',
  Ł: 'L',
  Ŋ: 'N',
  Ö: 'OE',
  Ø: 'OE',
  Œ: 'OE',
  ẞ: 'SS',
  ß: 'SS',
  Þ: 'TH',
  Ŧ: 'T',
  Ü: 'UE',
}

/**
 * Both lines, 44 characters each (ICAO 9303-4 §4.2.2). Throws `RangeError` for a field that does not fit and for a
 * letter outside the Latin script.
 */
export function buildTd3Mrz(fields: Td3Fields): readonly [string, string] {
  const names = fitNames(toMrzName(fields.surname), toMrzName(fields.givenNames))
  const number = withCheckDigit(pad(fields.documentNumber, 9))
  const birth = withCheckDigit(toMrzDate(fields.dateOfBirth))
  const expiry = withCheckDigit(toMrzDate(fields.expirationDate))
  const personal = personalNumber(fields.personalNumber ?? '')
  const composite = mrzCheckDigit(number + birth + expiry + personal)
  const sex = fields.sex === 'X' ? '<' : fields.sex
  return [
    `P<${pad(fields.issuer, 3)}${names}`,
    `${number}${pad(fields.nationality, 3)}${birth}${sex}${expiry}${personal}${composite}`,
  ]
}

/**
 * A name as it stands in the zone: base letters, `<` for spaces and hyphens, apostrophes and other punctuation left out
 * (ICAO 9303-3 §4.6 and §6). Throws `RangeError` for a letter outside the Latin script.
 */
export function toMrzName(name: string): string {
  const letters = [...name.normalize('NFC').toUpperCase()].map((letter) => TRANSLITERATIONS[letter] ?? letter)
  const plain = letters.join('').normalize('NFD').replace(/\p{M}/gu, '')
  const zone = plain.replace(/[\s\p{Pd}]+/gu, '<').replace(/\p{P}/gu, '')
  if (!/^[A-Z<]*$/.test(zone)) throw new RangeError('A name holds a letter outside the Latin script')
  return zone.replace(/<+/g, '<').replace(/^<|<$/g, '')
}

/** Names that are too long are cut so that the last place holds a letter, which marks the cut (ICAO 9303-4). */
function fitNames(surname: string, givenNames: string): string {
  const join = (primary: string) => (givenNames === '' ? primary : `${primary}<<${givenNames}`)
  if (join(surname).length <= NAME_LENGTH) return join(surname).padEnd(NAME_LENGTH, '<')
  // Two fillers and the first given letter must find room.
  let primary = surname.slice(0, givenNames === '' ? NAME_LENGTH : NAME_LENGTH - 3).replace(/<$/, '')
  while (join(primary).charAt(NAME_LENGTH - 1) === '<') primary = primary.slice(0, -1).replace(/<$/, '')
  return join(primary).slice(0, NAME_LENGTH).padEnd(NAME_LENGTH, '<')
}

function personalNumber(number: string): string {
  // An empty field may carry `<` in place of its check digit.
  return number === '' ? '<'.repeat(15) : withCheckDigit(pad(number, 14))
}

function toMrzDate(date: string): string {
  const [, year, month, day] = /^\d\d(\d\d)-(\d\d)-(\d\d)$/.exec(date) ?? []
  if (year === undefined || month === undefined || day === undefined) {
    throw new RangeError(`A date is written YYYY-MM-DD, not ${date}`)
  }
  return year + month + day
}

function pad(value: string, length: number): string {
  if (!/^[A-Z0-9]*$/.test(value) || value.length > length) {
    throw new RangeError(`A field of the zone holds at most ${length} capital letters and digits`)
  }
  return value.padEnd(length, '<')
}

function withCheckDigit(characters: string): string {
  return `${characters}${mrzCheckDigit(characters)}`
}
