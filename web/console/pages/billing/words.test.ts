import { describe, expect, it } from 'vitest'
import type { Movement } from '../../data/billing.ts'
import { describeMovement, nameOfPrice } from './words.ts'

const MOVEMENT: Movement = {
  id: 'm',
  at: '2026-11-24T12:00:00Z',
  kind: 'settle',
  availableTokens: 0,
  heldTokens: -50,
  spentTokens: 50,
  balanceAfterTokens: 950,
  actor: { kind: 'system' },
}

describe('a movement in words', () => {
  it('says what was spent and what came back', () => {
    expect(describeMovement(MOVEMENT)).toBe('50 spent of those held')
    expect(describeMovement({ ...MOVEMENT, spentTokens: 30, availableTokens: 20 })).toBe(
      '30 spent of those held, 20 returned',
    )
    expect(describeMovement({ ...MOVEMENT, kind: 'release', spentTokens: 0, availableTokens: 50 })).toBe(
      '50 returned, nothing was spent',
    )
  })
})

describe('the name of a price', () => {
  it('is a word of the page, whichever case the server uses', () => {
    expect(['ID_VERIFICATION', 'face_estimate_age', 'identity_verify'].map(nameOfPrice)).toEqual([
      'ID verification',
      'Face estimate age',
      'Identity verify',
    ])
  })
})
