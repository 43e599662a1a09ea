/** The commands of the whole installation: `migrate`, `seed`, `secrets rewrap`. */
import { type LeftOver, rewrapEverything } from '../services/secrets/rewrap.ts'
import { type CommandOptions, print } from './command-options.ts'
import { seed } from './seed.ts'
import { withContext } from './with-context.ts'

/** `migrate`: the database is up to date when this returns. */
export async function migrateDatabase(options: CommandOptions): Promise<void> {
  await withContext(options, async () => print('The database is up to date.'))
}

/** `seed`: makes the demo organization and prints it. */
export async function seedDemo(options: CommandOptions): Promise<void> {
  await withContext(options, async (ctx) => {
    const seeded = await seed(ctx)
    const shown = {
      organization_id: seeded.organizationId,
      organization_name: seeded.organizationName,
      console_email: seeded.consoleEmail,
      ...(seeded.consolePassword !== undefined && { console_password: seeded.consolePassword }),
      live_key: seeded.liveKey,
      sandbox_key: seeded.sandboxKey,
    }
    if (options.values.json) return print(shown)
    for (const [name, value] of Object.entries(shown)) print(`${name.padEnd(18)} ${value}`)
  })
}

/** `secrets rewrap`: moves everything to the current root secret, and says what an earlier one is still needed for. */
export async function rewrapSecrets(options: CommandOptions): Promise<void> {
  await withContext(options, async (ctx) => {
    const rewrapped = await rewrapEverything(ctx)
    if (options.values.json) return print(rewrapped)
    const { apiKeys, dataKeys, secondFactors, links, answers, webhooks, seals } = rewrapped.moved
    print(
      `Moved to the current OPENIDV_SECRET_KEY: ${apiKeys} API keys, ${dataKeys} data keys, ` +
        `${secondFactors} second factors, ${links} applicant links, ${answers} kept answers, ${webhooks} webhooks, ${seals} audit logs.`,
    )
    if (rewrapped.left.length === 0) {
      return print('Nothing is under an earlier secret: OPENIDV_PREVIOUS_SECRET_KEYS may be removed.')
    }
    print('Keep OPENIDV_PREVIOUS_SECRET_KEYS for what is left under an earlier secret:')
    const places = ctx.keyring.masters.map(({ version }) => version)
    for (const left of rewrapped.left) print(`  ${describeLeftOver(left, places)}`)
  })
}

const LEFT_WORDS: Readonly<Record<LeftOver['what'], (count: number) => string>> = {
  api_keys: (count) =>
    `${count} ${count === 1 ? 'API key that is' : 'API keys that are'} shown once: each moves when it is used next, or regenerate it`,
  data_keys: (count) => `${tally(count, 'data key')}: what is sealed by them cannot be opened`,
  second_factors: (count) =>
    `${tally(count, 'second factor')}: no sign-in until it is taken away; see "openidv members reset-two-factor"`,
  links: (count) => `${tally(count, 'link')} of open sessions, leading nowhere`,
  seals: (count) => `${tally(count, 'audit log')} that cannot be sealed: see "openidv audit verify"`,
  cookies: (count) => `${tally(count, 'applicant')} under way: each moves when their page asks next`,
  sign_ins: (count) => `${tally(count, 'console sign-in')}: each moves when its person comes back`,
  invitations: (count) => `${tally(count, 'invitation')} sent before; show the link again to send another`,
  urls: () => 'signed URLs and cursors of lists',
}

function tally(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A line for an operator; `places` are the versions of the configured secrets, the current one first. */
function describeLeftOver({ what, count, version, endsAt }: LeftOver, places: readonly number[]): string {
  const place = version === undefined ? undefined : places.indexOf(version)
  const under =
    place === undefined ? '' : ` (under ${place > 0 ? `earlier secret ${place}` : 'a secret not configured'})`
  return `${LEFT_WORDS[what](count)}${under}${endsAt ? `; over by ${endsAt.toISOString()}` : ''}`
}
