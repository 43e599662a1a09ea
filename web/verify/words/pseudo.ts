/** English with accents, in brackets and two fifths longer: what is not, was written where no translator sees it. */
import { en, type Words } from './en/index.ts'

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
}

/** Expansion that translators expect of short sentences. */
const LONGER = 0.4

/** In which it grows: lines break between words. */
const WORD = '~~~~'

export const pseudo: Words = { ...mark(en), page: { ...mark(en.page), language: 'en' } }

/** The same words, each sentence marked; functions mark what they answer. */
function mark<T>(words: T): T {
  return markAny(words) as T
}

function markAny(words: unknown): unknown {
  if (typeof words === 'string') return markSentence(words)
  if (typeof words === 'function') return (...args: unknown[]) => markAny(words(...args))
  if (Array.isArray(words)) return words.map(markAny)
  if (typeof words !== 'object' || words === null) return words
  return Object.fromEntries(Object.entries(words).map(([name, each]) => [name, markAny(each)]))
}

function markSentence(sentence: string): string {
  const accented = sentence.replace(/[aeiouAEIOU]/g, (letter) => ACCENTED[letter] ?? letter)
  const words = Math.ceil((LONGER * sentence.length) / WORD.length)
  return `[${accented} ${Array.from({ length: words }, () => WORD).join(' ')}]`
}
