/** /v1/sandbox/clock: lets time pass in the sandbox. */
import { advanceClock, getClock } from '../../services/sandbox/clock/advance.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { workOf } from '../idempotency.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import { advanceClockBody, sandboxClockBody, toSandboxClock } from '../wire/sandbox-clock.ts'

const tags = ['Sandbox']

/** Adds the routes. */
export function registerSandbox(api: App, { ctx }: HttpServices): void {
  const getSchema = {
    ...{ tags, operationId: 'getSandboxClock', summary: 'Read the clock of the sandbox' },
    description: 'How far it was advanced. 403 for a live key: live data has no clock.',
    response: { 200: sandboxClockBody, ...errorResponses() },
  }
  api.get('/sandbox/clock', { schema: getSchema, config: { scope: 'sessions:read' } }, async (req) =>
    toSandboxClock(await getClock(ctx, actorOf(req))),
  )

  const advanceSchema = {
    ...{ tags, operationId: 'advanceSandboxClock', summary: 'Advance the clock of the sandbox' },
    description:
      'Everything in the sandbox becomes that much older, and what falls due by it is done: sessions expire, webhooks and ' +
      'messages are tried again, old data goes. All times of a record move together. Live data and other organizations are not ' +
      'touched. Time does not go back, and what is created afterwards begins now. 403 for a live key.',
    body: advanceClockBody,
    response: { 200: sandboxClockBody, ...errorResponses(400, 413, 415) },
  }
  api.post('/sandbox/clock', { schema: advanceSchema, config: { scope: 'sessions:write' } }, async (req) =>
    toSandboxClock(await advanceClock(ctx, actorOf(req), { seconds: req.body.advance, work: workOf(req) })),
  )
}
