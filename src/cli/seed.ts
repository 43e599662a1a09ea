/** Fills an installation with a demo organization: a member, both keys, a workflow. */
import type { Context } from '../context.ts'
import type { Environment } from '../db/tables.ts'
import { hmacSha256 } from '../lib/crypto.ts'
import type { OrganizationId, WorkflowId } from '../lib/ids.ts'
import type { SystemActor } from '../services/actor.ts'
import { createApiKey } from '../services/api-keys/create.ts'
import { listApiKeys } from '../services/api-keys/list.ts'
import { revealApiKey } from '../services/api-keys/reveal.ts'
import { addFirstOperator } from '../services/operators/operators.ts'
import { requireNotClosing } from '../services/organizations/closing.ts'
import { createOrganization } from '../services/organizations/create.ts'
import { findOrganizationOfSlug } from '../services/organizations/get.ts'
import { isPasswordOf } from '../services/sign-ins/check-password.ts'
import { createConsoleAuth } from '../services/sign-ins/console-auth.ts'
import { findOrSignUp } from '../services/sign-ins/find-or-sign-up.ts'
import { findUserIdOf } from '../services/sign-ins/person.ts'
import { createWorkflow, findWorkflowNamed } from '../services/workflows/create.ts'

const SLUG = 'demo'
const NAME = 'Demo Organization'
const EMAIL = 'demo@openidv.local'
const WORKFLOW = 'Identity check'
/** Enough for a long evaluation: some 20,000 checks of a document. */
const TOKENS = 1_000_000

export interface Seeded {
  readonly organizationId: OrganizationId
  readonly organizationName: string
  readonly consoleEmail: string
  /** Undefined when the person has another one: chosen since, or made by a root secret that is gone. */
  readonly consolePassword: string | undefined
  readonly liveKey: string
  readonly sandboxKey: string
  readonly workflowId: WorkflowId
}

/** Whether there is a demo organization that stays. */
export async function hasDemo(ctx: Context): Promise<boolean> {
  return (await findOrganizationOfSlug(ctx, SLUG))?.deletionDueAt === null
}

/**
 * Makes what is missing and answers what is there: a second run changes nothing. Throws `organization_closing` when the
 * demo organization is to be deleted.
 */
export async function seed(ctx: Context): Promise<Seeded> {
  const organizationId = await findOrFound(ctx)
  const consolePassword = await findDemoPassword(ctx)
  const actor: SystemActor = { kind: 'operator', organizationId }
  const liveKey = await revealOrCreateKey(ctx, actor, 'live')
  const sandboxKey = await revealOrCreateKey(ctx, actor, 'sandbox')
  const workflowId = await findOrCreateWorkflow(ctx, actor)
  const shown = { consoleEmail: EMAIL, consolePassword, liveKey, sandboxKey, workflowId }
  return { organizationId, organizationName: NAME, ...shown }
}

async function findOrFound(ctx: Context): Promise<OrganizationId> {
  const known = await findOrganizationOfSlug(ctx, SLUG)
  if (known) {
    await requireNotClosing(ctx, known.id)
    const owner = await findUserIdOf(ctx, EMAIL)
    if (owner) await addFirstOperator(ctx, owner)
    return known.id
  }
  const [password] = listDemoPasswords(ctx)
  const ownerUserId = await findOrSignUp(ctx, createConsoleAuth(ctx), { name: 'Demo Owner', email: EMAIL, password })
  await addFirstOperator(ctx, ownerUserId)
  const { id } = await createOrganization(ctx, { name: NAME, slug: SLUG, ownerUserId, grantTokens: TOKENS })
  return id
}

/** The oldest key that can be shown; another one when each was revoked or is shown once. */
async function revealOrCreateKey(ctx: Context, actor: SystemActor, environment: Environment): Promise<string> {
  const keys = await listApiKeys(ctx, actor)
  const shown = keys.findLast((key) => key.environment === environment && key.state === 'active' && key.isSealed)
  if (shown) return revealApiKey(ctx, actor, shown.id)
  const { key } = await createApiKey(ctx, actor, { environment, name: `Demo ${environment} key` })
  return key
}

async function findOrCreateWorkflow(ctx: Context, actor: SystemActor): Promise<WorkflowId> {
  const known = await findWorkflowNamed(ctx, actor, 'live', WORKFLOW)
  if (known) return known
  const steps = [{ id: 'ID_VERIFICATION' }]
  return createWorkflow(ctx, actor, { name: WORKFLOW, environment: 'live', steps })
}

/** The demo member's password, if it is still one that we made. */
async function findDemoPassword(ctx: Context): Promise<string | undefined> {
  const userId = await findUserIdOf(ctx, EMAIL)
  if (!userId) return undefined
  const auth = createConsoleAuth(ctx)
  for (const password of listDemoPasswords(ctx)) if (await isPasswordOf(ctx, auth, userId, password)) return password
  return undefined
}

/** The same in every run of one installation and in no other: derived from its root secrets, the current one's first. */
function listDemoPasswords({ keyring }: Context): [string, ...string[]] {
  const [first, ...rest] = keyring.console
  const toPassword = ({ key }: { readonly key: Buffer }) =>
    hmacSha256(key, 'password of the demo member').toString('base64url').slice(0, 20)
  return [toPassword(first), ...rest.map(toPassword)]
}
