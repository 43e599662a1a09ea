import { describe, expect, it } from 'vitest'
import { isUuid, leastOrderedId, newId, newOrderedId } from './ids.ts'

describe('ids', () => {
  it('are UUIDs of version 4, and no two are alike', () => {
    const ids = Array.from({ length: 1000 }, () => newId())
    expect(new Set(ids).size).toBe(1000)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('of version 7 begin with their time and so sort by it (RFC 9562 §5.7)', () => {
    const early = newOrderedId(1_700_000_000_000)
    const late = newOrderedId(1_700_000_000_001)
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(early < late).toBe(true)
    expect(Number.parseInt(early.replaceAll('-', '').slice(0, 12), 16)).toBe(1_700_000_000_000)
  })

  it('of one millisecond sort by the sequence that they are given', () => {
    const now = 1_700_000_000_000
    expect(newOrderedId(now, 6) < newOrderedId(now, 7)).toBe(true)
    expect(newOrderedId(now, 0) >= leastOrderedId(now)).toBe(true)
    expect(newOrderedId(now - 1, 4095) < leastOrderedId(now)).toBe(true)
    expect(isUuid(leastOrderedId(now))).toBe(true)
  })

  it('are known by their form, in either case', () => {
    expect(isUuid('C0FFEE00-0000-4000-8000-00000000000a')).toBe(true)
    for (const text of ['', 'wf_abc123', `${newId()} `, `${newId()}\n`, newId().replaceAll('-', ''), `{${newId()}}`]) {
      expect(isUuid(text)).toBe(false)
    }
  })
})
