/** Proves that every language says everything that English says, and names in each sentence what the English one names. */
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../language.ts'
import { ar } from './ar/index.ts'
import { de } from './de/index.ts'
import { en } from './en/index.ts'
import { es } from './es/index.ts'
import { fr } from './fr/index.ts'
import { it as italian } from './it/index.ts'
import { nl } from './nl/index.ts'
import { pl } from './pl/index.ts'
import { pseudo } from './pseudo.ts'
import { pt } from './pt/index.ts'

const WORDS = { en, fr, es, de, pt, it: italian, nl, pl, ar }

/** Each sentence with its path, a function's once for each set of arguments. */
type Sentence = readonly [path: string, text: string]

/** Stand for names, and for one and many of whatever is counted; a name that may be left out is left out once. */
const ARGUMENTS: ReadonlyArray<readonly unknown[]> = [['⟪first⟫', '⟪second⟫'], [1, 8], [7, 8], []]

function listSentences(words: unknown, path = ''): readonly Sentence[] {
  if (typeof words === 'string') return [[path, words]]
  if (typeof words === 'function') {
    return ARGUMENTS.flatMap((args, at) => listSentences(words(...args), `${path}(${at})`))
  }
  if (typeof words !== 'object' || words === null) throw new TypeError(`${path} is no word`)
  return Object.entries(words).flatMap(([name, each]) => listSentences(each, path ? `${path}.${name}` : name))
}

/** What a sentence was told: names, and counts that it writes as figures. */
function namesIn(text: string): readonly string[] {
  return (text.match(/⟪\w+⟫/g) ?? []).toSorted()
}

const english = listSentences(en)

describe.each(Object.entries(WORDS))('%s', (language, words) => {
  const sentences = new Map(listSentences(words))

  it('says everything, and nothing else', () => {
    expect([...sentences.keys()].toSorted()).toEqual(english.map(([path]) => path).toSorted())
    expect([...sentences.values()].filter((text) => text.trim() === '' || text !== text.trim())).toEqual([])
    expect(sentences.get('page.language')).toBe(language)
  })

  it('names whom and what English names', () => {
    const differing = english.filter(([path, text]) => {
      return namesIn(sentences.get(path) ?? '').join() !== namesIn(text).join()
    })
    expect(differing).toEqual([])
  })

  it('counts where English counts', () => {
    const counts = (text = '') => /[78]/.test(text)
    const differing = english.filter(
      ([path, text]) => path.includes('(2)') && counts(text) !== counts(sentences.get(path)),
    )
    expect(differing).toEqual([])
  })

  it('is calm', () => {
    expect([...sentences.values()].filter((text) => /[!¡！]/.test(text))).toEqual([])
  })
})

it('no language leaves sentences in English', () => {
  const long = english.filter(([, text]) => text.split(' ').length > 3)
  for (const [language, words] of Object.entries(WORDS)) {
    if (language === 'en') continue
    const sentences = new Map(listSentences(words))
    expect([language, long.filter(([path, text]) => sentences.get(path) === text)]).toEqual([language, []])
  }
})

it('the picker offers every language that has words', () => {
  expect(Object.keys(LANGUAGES)).toEqual(Object.keys(WORDS))
})

it('the pseudo-locale marks and lengthens every sentence', () => {
  const marked = new Map(listSentences(pseudo))
  for (const [path, text] of english) {
    if (path !== 'page.language') expect(marked.get(path)).toMatch(/^\[.* ~~~~\]$/)
    expect((marked.get(path) ?? '').length).toBeGreaterThanOrEqual(text.length)
  }
})
