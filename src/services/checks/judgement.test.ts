import { expect, it } from 'vitest'
import { combineJudgements, reason } from './judgement.ts'

it('judgements combine to the gravest, each reason once', () => {
  const doubt = reason('NO_FACE_DETECTED', 'HIGH', '')
  const refusal = reason('DOCUMENT_EXPIRED', 'CRITICAL', '')
  const verified = { outcome: 'VERIFIED', reasons: [] } as const
  const doubted = { outcome: 'SUBMITTED', reasons: [doubt] } as const
  const rejected = { outcome: 'REJECTED', reasons: [refusal, doubt] } as const
  expect(combineJudgements([verified, verified])).toEqual(verified)
  expect(combineJudgements([doubted, verified, doubted])).toEqual(doubted)
  expect(combineJudgements([doubted, rejected])).toEqual({ outcome: 'REJECTED', reasons: [refusal, doubt] })
})
