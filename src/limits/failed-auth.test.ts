import { describe, expect, it } from 'vitest'
import { FailedAuthThrottle, toAddressBlock } from './failed-auth.ts'

const NOW_MS = Date.UTC(2026, 10, 24)

describe('the throttle of failed authentications', () => {
  it('lets ten failures pass as 401, then answers with a wait of a second', () => {
    const throttle = new FailedAuthThrottle()
    for (let i = 0; i < 10; i++) expect(throttle.recordFailure('192.0.2.1', NOW_MS).blocked).toBe(false)
    expect(throttle.recordFailure('192.0.2.1', NOW_MS)).toEqual({ blocked: true, retryAfterMs: 1000 })
    expect(throttle.recordFailure('192.0.2.1', NOW_MS + 1000).blocked).toBe(false)
    expect(throttle.recordFailure('192.0.2.1', NOW_MS + 1000).blocked).toBe(true)
  })

  it('holds no address responsible for another', () => {
    const throttle = new FailedAuthThrottle()
    for (let i = 0; i < 50; i++) throttle.recordFailure('192.0.2.1', NOW_MS)
    expect(throttle.recordFailure('192.0.2.2', NOW_MS).blocked).toBe(false)
  })

  it('counts all addresses of one IPv6 /64 as one client', () => {
    const throttle = new FailedAuthThrottle()
    for (let i = 0; i < 10; i++) throttle.recordFailure(`2001:db8:1:2::${i}`, NOW_MS)
    expect(throttle.recordFailure('2001:db8:1:2:ffff::1', NOW_MS).blocked).toBe(true)
    expect(throttle.recordFailure('2001:db8:1:3::1', NOW_MS).blocked).toBe(false)
  })

  it('holds at most 10,000 addresses and forgets the oldest first', () => {
    const throttle = new FailedAuthThrottle()
    for (let i = 0; i < 12_000; i++) throttle.recordFailure(`10.0.${i >> 8}.${i & 255}`, NOW_MS)
    expect(throttle.size).toBe(10_000)
    for (let i = 0; i < 9; i++) throttle.recordFailure('10.0.46.223', NOW_MS)
    expect(throttle.recordFailure('10.0.46.223', NOW_MS).blocked).toBe(true)
  })

  it('forgets addresses whose bucket is full again', () => {
    const throttle = new FailedAuthThrottle()
    for (let i = 0; i < 100; i++) throttle.recordFailure(`10.0.0.${i}`, NOW_MS)
    throttle.recordFailure('192.0.2.1', NOW_MS + 1000)
    expect(throttle.size).toBe(1)
  })

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['not an address', 'not an address'],
  ])('reads %s as %s', (address, block) => {
    expect(toAddressBlock(address)).toBe(block)
  })
})
