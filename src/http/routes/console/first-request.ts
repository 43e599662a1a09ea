/** Whether an organization's keys were used yet: what the onboarding page waits for. */
import { findLastUse } from '../../../services/api-keys/first-use.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'

/** Adds the route. */
export function registerConsoleFirstRequest(console: App, { ctx, keyUsage }: HttpServices): void {
  console.get('/first-request', { config: { scope: 'keys:read' } }, async (req) => {
    const member = memberOf(req)
    // Uses are written down every 15 s; whoever watches for the first one should not wait for that.
    await keyUsage.flush()
    const lastUsedAt = await findLastUse(ctx, member)
    return { hasArrived: lastUsedAt !== undefined, ...(lastUsedAt && { lastUsedAt }) }
  })
}
