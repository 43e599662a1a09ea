/** The commands of organizations: `organizations create`, `list` and `set`. */
import { invalidField } from '../lib/errors.ts'
import { createOrganization } from '../services/organizations/create.ts'
import { listOrganizations } from '../services/organizations/list.ts'
import { setShowKeysOnce } from '../services/organizations/set-show-keys-once.ts'
import { setOrganizationStatus } from '../services/organizations/set-status.ts'
import {
  type CommandOptions,
  findBoolean,
  findText,
  operatorOf,
  organizationOf,
  print,
  textOf,
} from './command-options.ts'
import { withContext } from './with-context.ts'

/** `organizations create`: founds one and prints its first keys. */
export async function foundOrganization(options: CommandOptions): Promise<void> {
  const name = textOf(options, 'name')
  await withContext(options, async (ctx) => {
    const { id, liveKey, sandboxKey } = await createOrganization(ctx, { name })
    const shown = { organization_id: id, organization_name: name, live_key: liveKey, sandbox_key: sandboxKey }
    if (options.values.json) return print(JSON.stringify(shown))
    for (const [label, value] of Object.entries(shown)) print(`${label.padEnd(18)} ${value}`)
  })
}

/** `organizations list`: every one with its status, and the day on which one that is to be deleted is erased. */
export async function printOrganizations(options: CommandOptions): Promise<void> {
  await withContext(options, async (ctx) => {
    const organizations = await listOrganizations(ctx)
    if (options.values.json) {
      const shown = organizations.map(({ id, name, status, deletionDueAt, createdAt }) => ({
        ...{ organization_id: id, organization_name: name, status },
        ...{ deletion_due_at: deletionDueAt, created_at: createdAt },
      }))
      return print(JSON.stringify(shown))
    }
    for (const { id, name, status, deletionDueAt } of organizations) {
      const isDue = deletionDueAt && (status === 'active' || status === 'suspended')
      print(`${id}  ${status.padEnd(9)}  ${name}${isDue ? `  (to be deleted on ${deletionDueAt.toISOString()})` : ''}`)
    }
  })
}

/** `organizations set`: changes what is named. */
export async function setOrganization(options: CommandOptions): Promise<void> {
  const actor = operatorOf(organizationOf(options))
  const showOnce = findBoolean(options, 'show-keys-once')
  const status = findText(options, 'status')
  if (showOnce === undefined && status === undefined) throw invalidField('--show-keys-once', 'or --status is required')
  if (status !== undefined && status !== 'active' && status !== 'suspended') {
    throw invalidField('--status', 'must be active or suspended')
  }
  await withContext(options, async (ctx) => {
    if (showOnce !== undefined) await setShowKeysOnce(ctx, actor, showOnce)
    if (status !== undefined) await setOrganizationStatus(ctx, actor, status)
    print(`Changed ${actor.organizationId}`)
  })
}
