/** Which languages the page speaks, which of them it begins with, and how another one is taken up. */
import { en, type Words } from './words/en/index.ts'
import { setWords } from './words/spoken.ts'

/** Each in its own words. */
export const LANGUAGES = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  de: 'Deutsch',
  pt: 'Português',
  it: 'Italiano',
  nl: 'Nederlands',
  pl: 'Polski',
  ar: 'العربية',
} as const

export type Language = keyof typeof LANGUAGES

/** Loaded when they are spoken. `en-XA` is English made longer and marked, to see what was not given to translators. */
const LOADERS: Readonly<Record<Language | 'en-XA', () => Promise<Words>>> = {
  en: async () => en,
  fr: async () => (await import('./words/fr/index.ts')).fr,
  es: async () => (await import('./words/es/index.ts')).es,
  de: async () => (await import('./words/de/index.ts')).de,
  pt: async () => (await import('./words/pt/index.ts')).pt,
  it: async () => (await import('./words/it/index.ts')).it,
  nl: async () => (await import('./words/nl/index.ts')).nl,
  pl: async () => (await import('./words/pl/index.ts')).pl,
  ar: async () => (await import('./words/ar/index.ts')).ar,
  'en-XA': async () => (await import('./words/pseudo.ts')).pseudo,
}

/** Of the picker; it outlives the visit, so that a later link of another organization speaks the same. */
const STORED = 'language'

/** The first wish that the page can speak: as it is written, or by its first subtag (RFC 4647, §3.4); else English. */
export function pickLanguage(wishes: ReadonlyArray<string | null | undefined>): Language | 'en-XA' {
  for (const wish of wishes) {
    const found = toLanguage(wish) ?? toLanguage(wish?.split('-')[0]?.toLowerCase())
    if (found) return found
  }
  return 'en'
}

/** Speaks what the applicant picked, the address asks for, the session asks for or the browser prefers, in this order. */
export function speakPreferred(ofSession?: string): Promise<void> {
  const asked = new URLSearchParams(location.search).get('lang')
  return speak(pickLanguage([readStored(), asked, ofSession, ...navigator.languages]))
}

/** Speaks what the applicant picked, from now on. */
export async function pickAndSpeak(language: Language): Promise<void> {
  try {
    localStorage.setItem(STORED, language)
  } catch {
    // A browser that keeps nothing for us still speaks it on this page.
  }
  await speak(language)
}

/** Words that do not come leave the page in the language it has. */
async function speak(language: Language | 'en-XA'): Promise<void> {
  try {
    setWords(await LOADERS[language]())
  } catch {
    return
  }
  document.documentElement.lang = language
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED)
  } catch {
    return null
  }
}

function toLanguage(wish: string | null | undefined): Language | 'en-XA' | undefined {
  return wish && Object.hasOwn(LOADERS, wish) ? (wish as Language | 'en-XA') : undefined
}
