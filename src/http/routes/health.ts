/** GET /health: whether the process answers. */
import * as z from 'zod'
import type { App } from '../app-type.ts'

/** Needs no key and touches no database. */
export function registerHealth(app: App): void {
  const schema = {
    tags: ['Health'],
    summary: 'Whether the server answers',
    security: [],
    response: { 200: z.object({ status: z.literal('ok') }) },
  }
  app.get('/health', { schema }, async () => ({ status: 'ok' as const }))
}
