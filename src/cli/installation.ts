/** The commands of the whole installation: `migrate`, `seed`, `secrets rewrap`. */
import { rewrapApiKeys } from '../services/api-keys/rewrap.ts'
import { rewrapDataKeys } from '../services/evidence/data-keys.ts'
import { countPeopleWithFactor } from '../services/sign-ins/person.ts'
import { type CommandOptions, print, withContext } from './command-options.ts'
import { seed } from './seed.ts'

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
      console_password: seeded.consolePassword,
      live_key: seeded.liveKey,
      sandbox_key: seeded.sandboxKey,
    }
    if (options.values.json) return print(shown)
    for (const [name, value] of Object.entries(shown)) print(`${name.padEnd(18)} ${value}`)
  })
}

/**
 * `secrets rewrap`: moves API keys and data keys to the current root secret, and says whether the earlier ones are still
 * needed, and what cannot be moved.
 */
export async function rewrapSecrets(options: CommandOptions): Promise<void> {
  await withContext(options, async (ctx) => {
    const keys = await rewrapApiKeys(ctx)
    const dataKeys = await rewrapDataKeys(ctx)
    print(`Moved ${keys.moved} API keys and ${dataKeys} data keys to the current OPENIDV_SECRET_KEY.`)
    print(
      keys.waiting === 0
        ? 'No API key or data key is under an earlier secret: OPENIDV_PREVIOUS_SECRET_KEYS may be removed.'
        : `${keys.waiting} API keys that are shown once move when they are used next. Until then keep the earlier secret, or regenerate them.`,
    )
    const people = await countPeopleWithFactor(ctx)
    if (people > 0) {
      print(
        `${people} ${people === 1 ? 'person has' : 'people have'} a second factor, which is not moved: it opens under the secret alone that it was made under. ` +
          'Whoever set it up before the change cannot sign in. Go back to the earlier secret, and have it switched off first.',
      )
    }
  })
}
