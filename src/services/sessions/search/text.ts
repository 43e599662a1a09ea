/** Reads what was typed into the search box: a name, an e-mail address, a phone number, an id, or the start of one. */

/** What to look for, each by its own index; what the text cannot be is undefined. */
export interface SearchTerms {
  /** LIKE pattern of full name, last name and e-mail address, in any case. */
  readonly pattern: string
  /** LIKE pattern of an E.164 number. */
  readonly phonePattern: string | undefined
  /** Least and greatest id that begin so. */
  readonly ids: IdRange | undefined
  /** Compared whole. */
  readonly externalId: string
}

export interface IdRange {
  readonly least: string
  readonly greatest: string
}

const MIN_DIGITS = 3
/** Ids of all organizations share an index: a shorter start would walk over too many of others. */
const MIN_ID_CHARACTERS = 4

/** The terms of a text; undefined when it is blank. */
export function parseSearchText(text: string): SearchTerms | undefined {
  const words = text.trim().replace(/\s+/g, ' ')
  if (words === '') return undefined
  return {
    pattern: `${escapePattern(words)}%`,
    phonePattern: toPhonePattern(words),
    ids: toIdRange(words),
    externalId: text.trim(),
  }
}

/** `7c9e` → every UUID that begins with it; undefined for what no UUID begins with. */
export function toIdRange(text: string): IdRange | undefined {
  const hex = text.toLowerCase().replaceAll('-', '')
  if (!/^[0-9a-f-]+$/i.test(text) || hex.length < MIN_ID_CHARACTERS || hex.length > 32) return undefined
  if (!'00000000-0000-0000-0000-000000000000'.startsWith(text.toLowerCase().replace(/[0-9a-f]/g, '0'))) return undefined
  return { least: toUuid(hex.padEnd(32, '0')), greatest: toUuid(hex.padEnd(32, 'f')) }
}

function toUuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function toPhonePattern(text: string): string | undefined {
  if (!/^\+?[\d\s().-]+$/.test(text)) return undefined
  const digits = text.replace(/\D/g, '')
  return digits.length < MIN_DIGITS ? undefined : `+${digits}%`
}

function escapePattern(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`)
}
