/** The console's Settings → API Keys: list, create, reveal, regenerate, revoke, rename and restrict. */
import * as z from 'zod'
import type { ApiKeyId, WorkflowId } from '../../../lib/ids.ts'
import { SCOPES } from '../../../services/actor.ts'
import { createApiKey } from '../../../services/api-keys/create.ts'
import { type ListedKey, listApiKeys } from '../../../services/api-keys/list.ts'
import { regenerateApiKey } from '../../../services/api-keys/regenerate.ts'
import { renameApiKey } from '../../../services/api-keys/rename.ts'
import { restrictApiKey } from '../../../services/api-keys/restrict.ts'
import { revealApiKey } from '../../../services/api-keys/reveal.ts'
import { revokeApiKey } from '../../../services/api-keys/revoke.ts'
import { requireStepUp } from '../../../services/members/membership.ts'
import { isShowingKeysOnce } from '../../../services/organizations/set-show-keys-once.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

const restrictions = {
  scopes: z.array(z.enum(SCOPES)).min(1).optional(),
  workflowId: z.uuid().nullable().optional(),
  ipAllowlist: z.array(z.string().trim().max(64)).max(100).optional(),
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
}
const nameField = z.string().trim().min(1, 'must not be empty').max(200, 'must be at most 200 characters')
const keyParams = z.object({ id: z.uuid() })
const listQuery = z.object({
  only: z.enum(['live', 'sandbox']).optional(),
  ended: z.enum(['true', 'false']).optional(),
})
const createBody = z.strictObject({ environment: z.enum(['live', 'sandbox']), name: nameField, ...restrictions })
const changeBody = z.strictObject({ name: nameField.optional(), ...restrictions })
/** How long the old key goes on: not at all, an hour, a day, a week. */
const regenerateBody = z.strictObject({ graceSeconds: z.literal([0, 3600, 86_400, 604_800]).default(0) })

/** Adds the routes. Whatever answers a key needs a fresh proof of identity. */
export function registerConsoleApiKeys(console: App, services: HttpServices): void {
  registerReading(console, services)
  registerChanges(console, services)
}

function registerReading(console: App, { ctx }: HttpServices): void {
  const listRoute = { schema: { querystring: listQuery }, config: { scope: 'keys:read' as const } }
  console.get('/api-keys', listRoute, async (req) => {
    const { only, ended } = req.query
    const member = memberOf(req)
    const [keys, showKeysOnce] = await Promise.all([
      listApiKeys(ctx, member, { ended: ended === 'true' }),
      isShowingKeysOnce(ctx, member),
    ])
    return { items: keys.filter(({ environment }) => !only || environment === only).map(toListed), showKeysOnce }
  })

  const revealRoute = { schema: { params: keyParams }, config: { scope: 'keys:reveal' as const, stepUp: true } }
  console.post('/api-keys/:id/reveal', revealRoute, async (req) => {
    return { key: await revealApiKey(ctx, memberOf(req), keyIdOf(req.params)) }
  })
}

function registerChanges(console: App, { ctx }: HttpServices): void {
  const config = { scope: 'keys:write' as const }
  const guarded = { ...config, stepUp: true }

  console.post('/api-keys', { schema: { body: createBody }, config: guarded }, async (req, reply) => {
    const { environment, name, ...narrowing } = req.body
    const issued = await createApiKey(ctx, memberOf(req), { environment, name, ...toRestrictions(narrowing) })
    return reply.code(201).send(issued)
  })

  const regenerateRoute = { schema: { params: keyParams, body: regenerateBody }, config: guarded }
  console.post('/api-keys/:id/regenerate', regenerateRoute, async (req) => {
    const graceMs = req.body.graceSeconds * 1000
    return regenerateApiKey(ctx, memberOf(req), keyIdOf(req.params), { graceMs })
  })

  console.post('/api-keys/:id/revoke', { schema: { params: keyParams }, config: guarded }, async (req, reply) => {
    await revokeApiKey(ctx, memberOf(req), keyIdOf(req.params))
    return reply.code(204).send()
  })

  console.patch('/api-keys/:id', { schema: { params: keyParams, body: changeBody }, config }, async (req, reply) => {
    const { name, ...narrowing } = req.body
    const member = memberOf(req)
    const id = keyIdOf(req.params)
    // The name comes last, since it can no longer be refused: both change or neither does.
    if (name === undefined || Object.keys(narrowing).length > 0) {
      // What widens a key or ends it is as dangerous as a new one; a name is not.
      requireStepUp(ctx, member)
      await restrictApiKey(ctx, member, id, toRestrictions(narrowing))
    }
    if (name !== undefined) await renameApiKey(ctx, member, id, name)
    return reply.code(204).send()
  })
}

/** The key's id; the schema has checked that it is a UUID. */
function keyIdOf({ id }: z.infer<typeof keyParams>): ApiKeyId {
  return id as ApiKeyId
}

function toRestrictions({ scopes, workflowId, ipAllowlist, expiresAt }: Omit<z.infer<typeof changeBody>, 'name'>) {
  return {
    ...(scopes && { scopes }),
    // The schema has checked that it is a UUID.
    ...(workflowId !== undefined && { workflowId: workflowId as WorkflowId | null }),
    ...(ipAllowlist && { ipAllowlist }),
    ...(expiresAt !== undefined && { expiresAt: expiresAt === null ? null : new Date(expiresAt) }),
  }
}

function toListed(key: ListedKey) {
  const { id, environment, name, display, state, scopes, workflowId, workflowName, ipAllowlist } = key
  return {
    ...{ id, environment, name, display, state, canReveal: key.isSealed, scopes, ipAllowlist },
    ...(workflowId && { workflow: { id: workflowId, name: workflowName } }),
    scopesInForce: key.scopesInForce,
    grantedBy: key.grantedBy,
    limitedBy: key.limitedBy,
    isFromBeforeScopes: key.isFromBeforeScopes,
    beyondYou: key.beyondAsker,
    ...(key.ownerUserId && { createdBy: { id: key.ownerUserId, name: key.ownerName } }),
    createdAt: key.createdAt,
    expiresAt: key.expiresAt,
    endsAt: key.revokedAt,
    replacedBy: key.replacedBy,
    lastUsed: key.lastUsed,
    requestsLastHour: key.requestsLastHour,
    requestsLastDay: key.requestsLastDay,
  }
}
