import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIpRange, toIpRanges } from './ip-ranges.ts'

const bits32 = fc.nat(0xffffffff)
const groups = fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 })

function toIpv4(bits: number): string {
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.')
}

function toIpv6(parts: readonly number[]): string {
  return parts.map((part) => part.toString(16)).join(':')
}

function toBigInt(parts: readonly number[]): bigint {
  return parts.reduce((sum, part) => (sum << 16n) | BigInt(part), 0n)
}

describe('a range of addresses', () => {
  it('holds exactly the IPv4 addresses that share its leading bits', () => {
    fc.assert(
      fc.property(bits32, fc.nat(32), fc.nat(32), bits32, (network, prefix, kept, noise) => {
        // Shares at least `kept` leading bits with the network, so that both answers occur often.
        const keep = BigInt.asUintN(32, -1n << BigInt(32 - kept))
        const address = Number((BigInt(network) & keep) | (BigInt(noise) & ~keep & 0xffffffffn))
        const expected = BigInt(network) >> BigInt(32 - prefix) === BigInt(address) >> BigInt(32 - prefix)
        const ranges = toIpRanges([`${toIpv4(network)}/${prefix}`])
        expect(ranges.includes(toIpv4(address))).toBe(expected)
        expect(ranges.includes(`::ffff:${toIpv4(address)}`)).toBe(expected)
      }),
    )
  })

  it('holds exactly the IPv6 addresses that share its leading bits', () => {
    fc.assert(
      fc.property(groups, fc.nat(128), fc.nat(8), groups, (network, prefix, kept, noise) => {
        // Outside of ::/16, whose ::ffff:0:0/96 stands for IPv4.
        fc.pre((network[0] ?? 0) !== 0 && (noise[0] ?? 0) !== 0)
        const address = [...network.slice(0, kept), ...noise.slice(kept)]
        const shift = BigInt(128 - prefix)
        const expected = toBigInt(network) >> shift === toBigInt(address) >> shift
        expect(toIpRanges([`${toIpv6(network)}/${prefix}`]).includes(toIpv6(address))).toBe(expected)
      }),
    )
  })

  it('may be a single address, and ignores the zone of the address that is asked about', () => {
    const ranges = toIpRanges(['192.0.2.7', 'fe80::1'])
    const asked = ['192.0.2.7', '192.0.2.8', 'fe80::1%eth0', 'fe80::2', '', 'nonsense']
    expect(asked.filter((address) => ranges.includes(address))).toEqual(['192.0.2.7', 'fe80::1%eth0'])
  })

  it('is told from what is none', () => {
    expect(['10.0.0.0/8', '::/0', '2001:db8::1/128', '1.2.3.4'].every(isIpRange)).toBe(true)
    const wrong = [
      '',
      '10.0.0.0/33',
      '10.0.0/8',
      '::1/129',
      '1.2.3.4/',
      '1.2.3.4/8/8',
      '1.2.3.4/-1',
      'fe80::1%eth0',
      'a.b',
    ]
    expect(wrong.filter(isIpRange)).toEqual([])
  })
})
