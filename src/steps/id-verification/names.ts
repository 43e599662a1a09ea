/** Compares the name that was asked for with the name on the document. */

/**
 * Whether two names can be the same person's: after transliteration, every word of the shorter one is found in the
 * longer one. Documents hold middle names that a form leaves out, cut long names, and write é as E, ü as UE or U
 * (ICAO 9303-3 §6).
 */
export function areNamesAlike(asked: string, printed: string): boolean {
  const printedWords = toWords(printed)
  if (printedWords.length === 0) return false
  return spellings(asked).some((spelling) => {
    const askedWords = toWords(spelling)
    const [fewer, more] =
      askedWords.length <= printedWords.length ? [askedWords, printedWords] : [printedWords, askedWords]
    return fewer.length > 0 && fewer.every((word) => more.some((other) => isSameWord(word, other)))
  })
}

/** Whether every word of the printed name is one that was asked for. */
export function holdsNoMore(asked: string, printed: string): boolean {
  return spellings(asked).some((spelling) => {
    const askedWords = toWords(spelling)
    return toWords(printed).every((word) => askedWords.includes(word))
  })
}

/** The two usual ways to write letters that A–Z does not have: as two letters, and as the bare letter. */
function spellings(name: string): string[] {
  const upper = name.toUpperCase()
  const expanded = upper.replace(/[ÄÆÖŒØÜÅÞẞ]/g, (letter) => TWO_LETTERS[letter] ?? letter)
  return [upper, expanded]
}

const TWO_LETTERS: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Æ: 'AE',
  Ö: 'OE',
  Œ: 'OE',
  Ø: 'OE',
  Ü: 'UE',
  Å: 'AA',
  Þ: 'TH',
  ẞ: 'SS',
}

const BARE_LETTERS: Readonly<Record<string, string>> = {
  Æ: 'A',
  Œ: 'O',
  Ø: 'O',
  Þ: 'T',
  ẞ: 'S',
  Ł: 'L',
  Đ: 'D',
  ß: 'SS',
}

function toWords(name: string): string[] {
  const bare = name
    .toUpperCase()
    .replace(/[ÆŒØÞẞŁĐ]/g, (letter) => BARE_LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
  // An apostrophe joins, a hyphen parts (ICAO 9303-3 §4.6).
  return bare
    .replace(/['’`]/g, '')
    .split(/[^A-Z]+/)
    .filter((word) => word !== '')
}

/** A long word may be cut off on the document. */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a]
  return shorter.length >= 8 && longer.startsWith(shorter)
}
