/** Settings of the organization's own look: none, the look is the organization's (contract §4.5.1). */
import * as z from 'zod'

export const whiteLabelSettings = z.strictObject({})
export type WhiteLabelSettings = z.infer<typeof whiteLabelSettings>
