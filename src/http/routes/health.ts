/** GET /health: whether the process answers. */
import * as z from 'zod'
import type { App } from '../app-type.ts'
import { named } from '../wire/named.ts'

const healthBody = named('Health', z.object({ status: z.literal('ok') }), {
  description: 'The process answers.',
  example: { status: 'ok' },
})

/** Needs no key and touches no database. */
export function registerHealth(app: App): void {
  const schema = {
    operationId: 'checkHealth',
    tags: ['Health'],
    summary: 'Whether the server answers',
    description: 'Needs no key, touches no database and counts against no limit.',
    security: [],
    response: { 200: healthBody },
  }
  app.get('/health', { schema }, async () => ({ status: 'ok' as const }))
}
