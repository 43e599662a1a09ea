/** GET /health, /livez and /readyz: whether the process answers, and whether requests should come to it. */
import * as z from 'zod'
import type { Readiness } from '../../services/installation/readiness.ts'
import type { App } from '../app-type.ts'
import { named } from '../wire/named.ts'

const healthBody = named('Health', z.object({ status: z.literal('ok') }), {
  description: 'The process answers.',
  example: { status: 'ok' },
})

const part = z.enum(['ok', 'failing'])
const readyFields = {
  status: z.enum(['ready', 'not_ready']),
  parts: z.object({
    database: part.describe('takes writes'),
    files: part.describe('a file can be stored, read and removed'),
    jobs: part.describe('due jobs are taken'),
    installation: part.describe('this node has the store, secret and schema of the others'),
    disk: part.describe('there is room in the data folder'),
    process: part.describe('it is not being stopped'),
  }),
}
const readyBody = named('Readiness', z.object(readyFields), {
  description: 'What must work for requests to be done here; at most two seconds old.',
  example: {
    status: 'ready',
    parts: { database: 'ok', files: 'ok', jobs: 'ok', installation: 'ok', disk: 'ok', process: 'ok' },
  },
})

/** They need no key and count against no limit; only the last asks the database. */
export function registerHealth(app: App, readiness: Readiness): void {
  const open = { tags: ['Health'], security: [] }
  const health = {
    ...open,
    description: 'Needs no key, touches no database and counts against no limit.',
    response: { 200: healthBody },
  }
  const alive = async () => ({ status: 'ok' as const })
  app.get(
    '/health',
    { schema: { ...health, operationId: 'checkHealth', summary: 'Whether the server answers' } },
    alive,
  )
  const livez = { ...health, operationId: 'checkLiveness', summary: 'Whether the process should be left running' }
  app.get('/livez', { schema: livez }, alive)

  const readyz = {
    ...open,
    operationId: 'checkReadiness',
    summary: 'Whether requests should be sent to this node',
    description:
      'Needs no key and counts against no limit. 503 while a part does not work, and from the signal to stop on.',
    response: { 200: readyBody, 503: readyBody },
  }
  app.get('/readyz', { schema: readyz }, async (_req, reply) => {
    const { isReady, parts } = await readiness.look()
    if (isReady) return { status: 'ready' as const, parts }
    return reply
      .code(503)
      .header('retry-after', '5')
      .send({ status: 'not_ready' as const, parts })
  })
}
