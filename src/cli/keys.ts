/** The commands of API keys that touch the database: `keys create`, `list`, `reveal`, `rename`, `restrict` … */
import type { Context } from '../context.ts'
import { invalidField } from '../lib/errors.ts'
import { type ApiKeyId, isUuid, type WorkflowId } from '../lib/ids.ts'
import type { SystemActor } from '../services/actor.ts'
import { createApiKey } from '../services/api-keys/create.ts'
import { getKeyOrganization, listApiKeys } from '../services/api-keys/list.ts'
import { regenerateApiKey } from '../services/api-keys/regenerate.ts'
import { renameApiKey } from '../services/api-keys/rename.ts'
import { restrictApiKey } from '../services/api-keys/restrict.ts'
import type { KeyRestrictions } from '../services/api-keys/restrictions.ts'
import { revealApiKey } from '../services/api-keys/reveal.ts'
import { revokeApiKey } from '../services/api-keys/revoke.ts'
import { getOrganization } from '../services/organizations/get.ts'
import {
  type CommandOptions,
  environmentOf,
  findList,
  findText,
  operatorOf,
  organizationOf,
  print,
  printTable,
  textOf,
} from './command-options.ts'
import { parseMoment, parseSpan } from './time-options.ts'
import { withContext } from './with-context.ts'

/** `keys create`: prints the id and the key. */
export async function createKey(options: CommandOptions): Promise<void> {
  const organizationId = organizationOf(options)
  const environment = environmentOf(options)
  const name = textOf(options, 'name')
  await withContext(options, async (ctx) => {
    await getOrganization(ctx, organizationId)
    const restrictions = restrictionsOf(options, ctx.clock.nowMs())
    printIssued(options, await createApiKey(ctx, operatorOf(organizationId), { environment, name, ...restrictions }))
  })
}

/** `keys list`: active keys, with `--all` also ended ones. */
export async function listKeys(options: CommandOptions): Promise<void> {
  const organizationId = organizationOf(options)
  await withContext(options, async (ctx) => {
    await getOrganization(ctx, organizationId)
    const keys = await listApiKeys(ctx, operatorOf(organizationId), { ended: options.values.all === true })
    if (options.values.json) return print(keys)
    const rows = keys.map((key) => {
      const lastUsed = key.lastUsed ? `${key.lastUsed.at.toISOString()} ${key.lastUsed.ip}` : 'never'
      return [key.id, key.environment, key.display, key.state, key.name, lastUsed]
    })
    printTable(['id', 'environment', 'key', 'state', 'name', 'last used'], rows)
  })
}

/** `keys reveal`: prints the key, and leaves an audit row. */
export async function revealKey(options: CommandOptions): Promise<void> {
  await withKey(options, async (ctx, actor, id) => print(await revealApiKey(ctx, actor, id)))
}

/** `keys rename`. */
export async function renameKey(options: CommandOptions): Promise<void> {
  const name = textOf(options, 'name')
  await withKey(options, async (ctx, actor, id) => {
    await renameApiKey(ctx, actor, id, name)
    print(`Renamed ${id}`)
  })
}

/** `keys restrict`: changes what is named and leaves the rest. */
export async function restrictKey(options: CommandOptions): Promise<void> {
  await withKey(options, async (ctx, actor, id) => {
    await restrictApiKey(ctx, actor, id, restrictionsOf(options, ctx.clock.nowMs()))
    print(`Restricted ${id}`)
  })
}

/** `keys regenerate`: prints the id of the new key and the key; the old one ends now or after `--grace`. */
export async function regenerateKey(options: CommandOptions): Promise<void> {
  const graceMs = parseSpan('--grace', findText(options, 'grace') ?? '0')
  await withKey(options, async (ctx, actor, id) => {
    printIssued(options, await regenerateApiKey(ctx, actor, id, { graceMs }))
  })
}

/** `keys revoke`: the key is refused from the next request on. */
export async function revokeKey(options: CommandOptions): Promise<void> {
  await withKey(options, async (ctx, actor, id) => {
    await revokeApiKey(ctx, actor, id)
    print(`Revoked ${id}`)
  })
}

async function withKey(
  options: CommandOptions,
  work: (ctx: Context, actor: SystemActor, id: ApiKeyId) => Promise<void>,
): Promise<void> {
  const [id] = options.rest
  if (!id || !isUuid(id)) throw invalidField('ID', 'must be the id of an API key, a UUID')
  const keyId = id as ApiKeyId
  await withContext(options, async (ctx) => work(ctx, operatorOf(await getKeyOrganization(ctx, keyId)), keyId))
}

/** `any` and `never` take a restriction away. */
function restrictionsOf(options: CommandOptions, nowMs: number): KeyRestrictions {
  const scopes = findList(options, 'scopes', '')
  const ipAllowlist = findList(options, 'ips', 'any')
  const workflow = findText(options, 'workflow')
  const expires = findText(options, 'expires')
  if (workflow !== undefined && workflow !== 'any' && !isUuid(workflow)) {
    throw invalidField('--workflow', 'must be the id of a workflow, a UUID, or any')
  }
  return {
    ...(scopes && { scopes }),
    ...(ipAllowlist && { ipAllowlist }),
    ...(workflow !== undefined && { workflowId: workflow === 'any' ? null : (workflow as WorkflowId) }),
    ...(expires !== undefined && { expiresAt: expires === 'never' ? null : parseMoment('--expires', expires, nowMs) }),
  }
}

function printIssued(options: CommandOptions, issued: { readonly id: ApiKeyId; readonly key: string }): void {
  print(options.values.json ? issued : `${issued.id}\n${issued.key}`)
}
