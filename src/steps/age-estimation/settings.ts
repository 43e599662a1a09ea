/** Settings of an age step (contract §4.5.1). */
import * as z from 'zod'
import { ageRule, isOrdered, unordered, withCountryAge } from '../age-rule.ts'

/** The age that a face looks like. */
export const ageEstimationSettings = z.strictObject(ageRule).refine(isOrdered, unordered).transform(withCountryAge)

export type AgeEstimationSettings = z.infer<typeof ageEstimationSettings>
