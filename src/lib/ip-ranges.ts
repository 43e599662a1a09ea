/** Ranges of network addresses: single addresses and CIDR blocks of both families (RFC 4632 §3.1, RFC 4291 §2.3). */
import { BlockList, isIP } from 'node:net'

/** A set of ranges. */
export interface IpRanges {
  /** Whether the address lies in one of the ranges; an IPv4 address also when it is written as `::ffff:a.b.c.d`. */
  includes(address: string): boolean
}

interface IpRange {
  readonly address: string
  readonly family: 'ipv4' | 'ipv6'
  /** Leading bits that must be equal. */
  readonly prefixBits: number
}

/** Whether `text` is an address or a CIDR block, of either family and without a zone. */
export function isIpRange(text: string): boolean {
  return parseIpRange(text) !== undefined
}

/** The set of the given ranges; those that are not ranges are left out, so that they let nobody in. */
export function toIpRanges(texts: readonly string[]): IpRanges {
  const list = new BlockList()
  for (const range of texts.map(parseIpRange)) {
    if (range) list.addSubnet(range.address, range.prefixBits, range.family)
  }
  return new ListedRanges(list)
}

class ListedRanges implements IpRanges {
  readonly #list: BlockList

  constructor(list: BlockList) {
    this.#list = list
  }

  includes(address: string): boolean {
    const [bare = ''] = address.split('%', 1)
    const family = isIP(bare)
    return family !== 0 && this.#list.check(bare, family === 4 ? 'ipv4' : 'ipv6')
  }
}

function parseIpRange(text: string): IpRange | undefined {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || address.includes('%') || rest.length > 0) return undefined
  const widestBits = family === 4 ? 32 : 128
  if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= widestBits)) return undefined
  return { address, family: family === 4 ? 'ipv4' : 'ipv6', prefixBits: bits === undefined ? widestBits : Number(bits) }
}
