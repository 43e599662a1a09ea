/** The words of movements and prices, as a reader of bills would say them. */
import type { Movement, MovementKind } from '../../data/billing.ts'
import { stepWord } from '../../words/steps.ts'

/** What each kind of movement is called. */
export const KIND_WORDS: Readonly<Record<MovementKind, string>> = {
  grant: 'Added',
  hold: 'Held',
  settle: 'Charged',
  release: 'Returned',
}

const number = new Intl.NumberFormat()
const signed = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero' })

/** Tokens with the reader's separators. */
export function formatTokens(tokens: number): string {
  return number.format(tokens)
}

/** Tokens with a sign in front. */
export function formatChange(tokens: number): string {
  return signed.format(tokens)
}

/** What happened, in a sentence without a full stop. */
export function describeMovement({ kind, availableTokens, heldTokens, spentTokens }: Movement): string {
  switch (kind) {
    case 'grant':
      return 'Tokens were added'
    case 'hold':
      return `${formatTokens(heldTokens)} set aside for work to come`
    case 'settle':
      return availableTokens === 0
        ? `${formatTokens(spentTokens)} spent of those held`
        : `${formatTokens(spentTokens)} spent of those held, ${formatTokens(availableTokens)} returned`
    case 'release':
      return `${formatTokens(availableTokens)} returned, nothing was spent`
    default:
      return kind satisfies never
  }
}

/** `ID_VERIFICATION` → `ID verification`, `face_detect` → `Face detect`. */
export function nameOfPrice(name: string): string {
  return stepWord(name).replace(/^Id\b/, 'ID')
}
