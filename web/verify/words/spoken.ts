/** The words of the language that is spoken on this page: English until another one has been loaded. */
import { en, type Words } from './en/index.ts'

export let texts: Words['page'] = en.page
export let slotWords: Words['slots'] = en.slots
export let stepTexts: Words['steps'] = en.steps
export let verdictTexts: Words['verdicts'] = en.verdicts

/** From now on these are the words; what has been drawn with others is to be drawn again. */
export function setWords(words: Words): void {
  texts = words.page
  slotWords = words.slots
  stepTexts = words.steps
  verdictTexts = words.verdicts
}
