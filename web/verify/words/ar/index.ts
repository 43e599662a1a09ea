/** Arabic. */
import type { Words } from '../en/index.ts'
import { page } from './page.ts'
import { slots } from './slots.ts'
import { steps } from './steps.ts'
import { verdicts } from './verdicts.ts'

export const ar: Words = { page, slots, steps, verdicts }
