/** The operator's commands: migrate, seed, keys, tokens. They work beside a running server. */
import type { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { withTransaction } from '../context.ts'
import type { Environment } from '../db/tables.ts'
import { invalidField } from '../lib/errors.ts'
import { type ApiKeyId, isUuid, type OrganizationId } from '../lib/ids.ts'
import type { Logger } from '../lib/log.ts'
import { createApiKey } from '../services/api-keys/create.ts'
import { getKeyOrganization, revokeApiKey } from '../services/api-keys/revoke.ts'
import { grantTokens } from '../services/billing/tokens.ts'
import { getOrganization } from '../services/organizations/get.ts'
import { openContext } from './open-context.ts'
import { seed } from './seed.ts'

export interface CommandOptions {
  readonly config: Config
  readonly log: Logger
  readonly values: Readonly<Partial<Record<string, ReturnType<typeof parseArgs>['values'][string]>>>
  /** Words after the command. */
  readonly rest: readonly string[]
}

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
    if (options.values.json) return print(JSON.stringify(shown))
    for (const [name, value] of Object.entries(shown)) print(`${name.padEnd(18)} ${value}`)
  })
}

/** `keys create`: prints the key, which nobody shows again but the console. */
export async function createKey(options: CommandOptions): Promise<void> {
  const organizationId = organizationOf(options)
  const environment = environmentOf(options)
  const name = textOf(options, 'name')
  await withContext(options, async (ctx) => {
    await getOrganization(ctx, organizationId)
    const actor = { kind: 'operator' as const, organizationId }
    const created = await withTransaction(ctx, (tx) => createApiKey(tx, actor, { environment, name }))
    print(options.values.json ? JSON.stringify(created) : `${created.id}\n${created.key}`)
  })
}

/** `keys revoke`: the key is refused from the next request on. */
export async function revokeKey(options: CommandOptions): Promise<void> {
  const [id] = options.rest
  if (!id || !isUuid(id)) throw invalidField('ID', 'must be the id of an API key, a UUID')
  await withContext(options, async (ctx) => {
    const organizationId = await getKeyOrganization(ctx, id as ApiKeyId)
    await revokeApiKey(ctx, { kind: 'operator', organizationId }, id as ApiKeyId)
    print(`Revoked ${id}`)
  })
}

/** `tokens grant`: adds tokens and prints the balance. */
export async function grantToOrganization(options: CommandOptions): Promise<void> {
  const organizationId = organizationOf(options)
  const amountTokens = Number(textOf(options, 'amount'))
  const { note } = options.values
  await withContext(options, async (ctx) => {
    await getOrganization(ctx, organizationId)
    const actor = { kind: 'operator' as const, organizationId }
    const grant = { amountTokens, ...(typeof note === 'string' && { note }) }
    const balance = await withTransaction(ctx, (tx) => grantTokens(tx, actor, grant))
    print(`Granted ${amountTokens} tokens; available: ${balance.availableTokens}`)
  })
}

async function withContext(options: CommandOptions, work: (ctx: Context) => Promise<void>): Promise<void> {
  const { ctx, close } = await openContext(options.config, options.log, 'cli')
  try {
    await work(ctx)
  } finally {
    await close()
  }
}

function organizationOf(options: CommandOptions): OrganizationId {
  const id = textOf(options, 'organization')
  if (!isUuid(id)) throw invalidField('--organization', 'must be the id of an organization, a UUID')
  return id as OrganizationId
}

function environmentOf(options: CommandOptions): Environment {
  const text = textOf(options, 'environment')
  if (text === 'live' || text === 'sandbox') return text
  throw invalidField('--environment', 'must be live or sandbox')
}

function textOf(options: CommandOptions, name: string): string {
  const value = options.values[name]
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  throw invalidField(`--${name}`, 'is required')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
