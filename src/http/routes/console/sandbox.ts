/** The clock of the sandbox in the console. */
import { advanceClock, getClock } from '../../../services/sandbox/clock/advance.ts'
import type { App } from '../../app-type.ts'
import { memberOf } from '../../console-gate.ts'
import type { HttpServices } from '../../services.ts'
import { advanceClockBody, toSandboxClock } from '../../wire/sandbox-clock.ts'

/** Adds the routes. */
export function registerConsoleSandbox(console: App, { ctx }: HttpServices): void {
  console.get('/sandbox/clock', { config: { scope: 'sessions:read' } }, async (req) =>
    toSandboxClock(await getClock(ctx, memberOf(req))),
  )
  const advanceRoute = { schema: { body: advanceClockBody }, config: { scope: 'sessions:write' as const } }
  console.post('/sandbox/clock', advanceRoute, async (req) =>
    toSandboxClock(await advanceClock(ctx, memberOf(req), { seconds: req.body.advance })),
  )
}
