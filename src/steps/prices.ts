/** List prices: of each kind of step, and of each kind of direct check. */
import { STEP_KINDS } from './registry.ts'

/** Tokens per use of a direct check; 1 token is 1 US cent at list price. */
const DIRECT_PRICES = {
  document_scan: 50,
  face_detect: 5,
  face_compare: 5,
  face_estimate_age: 5,
  identity_verify: 50,
} as const

/** Tokens per use by step id or kind of check; `OPENIDV_PRICES` replaces single ones. */
export const LIST_PRICES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.values(STEP_KINDS).map(({ id, priceTokens }) => [id, priceTokens])),
  ...DIRECT_PRICES,
}
