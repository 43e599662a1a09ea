/** The commands of rate limits: `limits show`, `limits set`. */
import { invalidField } from '../lib/errors.ts'
import {
  getOrganizationLimits,
  type SetOrganizationLimits,
  setOrganizationLimits,
} from '../services/organizations/limits.ts'
import { type CommandOptions, findText, operatorOf, organizationOf, print } from './command-options.ts'
import { withContext } from './with-context.ts'

/** `limits show`: what holds for the organization, in each of its environments. */
export async function showLimits(options: CommandOptions): Promise<void> {
  const actor = operatorOf(organizationOf(options))
  await withContext(options, async (ctx) => {
    const { ratePerSecond, burst, dailyQuota } = await getOrganizationLimits(ctx, actor)
    const shown = { rate_per_second: ratePerSecond, burst, daily_quota: dailyQuota }
    if (options.values.json) return print(shown)
    for (const [name, value] of Object.entries(shown)) print(`${name.padEnd(16)} ${value}`)
  })
}

/** `limits set`: changes what is named; `default` goes back to the configuration. Prints what holds then. */
export async function setLimits(options: CommandOptions): Promise<void> {
  const actor = operatorOf(organizationOf(options))
  const input: SetOrganizationLimits = {
    ...limitOf(options, 'rate', 'ratePerSecond'),
    ...limitOf(options, 'burst', 'burst'),
    ...limitOf(options, 'daily', 'dailyQuota'),
  }
  await withContext(options, (ctx) => setOrganizationLimits(ctx, actor, input))
  await showLimits(options)
}

function limitOf(options: CommandOptions, option: string, name: keyof SetOrganizationLimits): SetOrganizationLimits {
  const text = findText(options, option)
  if (text === undefined) return {}
  if (text === 'default') return { [name]: null }
  if (!/^\d{1,10}$/.test(text)) throw invalidField(`--${option}`, 'must be a whole number, or default')
  return { [name]: Number(text) }
}
