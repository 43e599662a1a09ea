/** English: the words that every other language translates. */
import { page } from './page.ts'
import { slots } from './slots.ts'
import { steps } from './steps.ts'
import { verdicts } from './verdicts.ts'

export const en = { page, slots, steps, verdicts }

/** What every language has words for. */
export type Words = typeof en
