/** `keys inspect`: says of any string whether it has the form of a key, without a server, database or data folder. */
import { text } from 'node:stream/consumers'
import { invalidField } from '../lib/errors.ts'
import { inspectKey } from '../services/api-keys/format.ts'
import { type CommandOptions, print } from './command-options.ts'

/**
 * Prints the environment of a well-formed key; throws with what is wrong of any other string. `-` reads the string from
 * standard input, so that it does not stand in the shell's history. The string itself is never printed.
 */
export async function inspectKeyString({ rest, values }: CommandOptions): Promise<void> {
  const [given] = rest
  if (given === undefined || rest.length > 1) throw invalidField('STRING', 'give one string, or - for standard input')
  const found = inspectKey(given === '-' ? (await text(process.stdin)).trim() : given)
  if (!found.environment) throw invalidField('STRING', `is not an API key of OpenIDV: ${found.problem}`)
  const shown = { environment: found.environment, prefix: found.prefix, checksum: 'correct' }
  if (values.json) return print(shown)
  for (const [name, value] of Object.entries(shown)) print(`${name.padEnd(12)} ${value}`)
  print('The form is right. Whether the key is active, only a server can tell: GET /v1/auth/verify.')
}
