/** WHITE_LABEL: shows the organization's own look; the client says that it did. */
import * as z from 'zod'
import { toFinding } from '../findings.ts'
import { defineStep, playSame } from '../step-kind.ts'
import { PASS } from '../verdict.ts'
import { type WhiteLabelSettings, whiteLabelSettings } from './settings.ts'

const whiteLabelBody = z.strictObject({ acknowledged: z.literal(true) })
type WhiteLabelBody = z.infer<typeof whiteLabelBody>

export const whiteLabelStep = defineStep<WhiteLabelSettings, WhiteLabelBody, WhiteLabelBody>({
  id: 'WHITE_LABEL',
  settings: whiteLabelSettings,
  executor: 'none',
  priceTokens: 0,
  requirements: () => ({ branding: {} }),
  slots: () => [],
  submission: () => whiteLabelBody,
  judge: () => PASS,
  findings: ({ body: { acknowledged } }, { reasons }) => [
    toFinding(reasons, {
      name: 'acknowledged',
      against: [],
      isMeasured: true,
      values: { acknowledged },
      open: ['acknowledged'],
    }),
  ],
  analysis: () => ({}),
  open: [],
  isBillable: () => true,
  play: () => playSame({ acknowledged: true }),
})
