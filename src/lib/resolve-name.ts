/** Finds the addresses of names that strangers choose, without a thread that everybody's files wait for. */
import type { LookupAddress } from 'node:dns'
import { lookup, Resolver } from 'node:dns/promises'

const TIMEOUT_MS = 2000
const TRIES = 2

/**
 * Every address of a name, by DNS. Only names without a dot, such as those of containers, are asked of the system: its look-ups take one
 * of the few threads that also read files, and whoever runs the name server of a name decides for how long. Throws when there is none.
 */
export async function resolveName(name: string): Promise<LookupAddress[]> {
  if (!name.includes('.')) return lookup(name, { all: true })
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES })
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  const addresses = [...toAddresses(four, 4), ...toAddresses(six, 6)]
  if (addresses.length === 0 && four.status === 'rejected') throw four.reason
  return addresses
}

function toAddresses(found: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  return found.status === 'fulfilled' ? found.value.map((address) => ({ address, family })) : []
}
