import { describe, expect, test } from 'vitest'
import type { OrganizationId } from '../../lib/ids.ts'
import { estimateWaitMs } from './estimate-wait.ts'

const OURS = 'ours' as OrganizationId
const queue = (organizationId: string, count: number, eachMs: number) => ({
  organizationId: organizationId as OrganizationId,
  count,
  eachMs,
})

describe('the work before a check', () => {
  test.each([
    ['nothing is nothing', [], 0],
    ['its own checks are all done first', [queue('ours', 3, 100), queue('ours', 1, 900)], 1200],
    ['a deep queue of another delays the first check by one check', [queue('other', 10_000, 700)], 700],
    ['another has a turn for each of ours', [queue('ours', 2, 100), queue('other', 10_000, 700)], 200 + 3 * 700],
    ['another has no more turns than checks', [queue('ours', 5, 100), queue('other', 2, 700)], 500 + 2 * 700],
    ['a queue of two kinds costs their mean', [queue('other', 3, 100), queue('other', 1, 900)], 300],
  ])('%s', (_name, waiting, ms) => {
    expect(estimateWaitMs(OURS, waiting)).toBeCloseTo(ms)
  })
})
