/** The faster stack: Fastify 5, @fastify/rate-limit on Redis (a second's window, no day), PostgreSQL for the keys. */
import rateLimit from '@fastify/rate-limit'
import Fastify from 'fastify'
import { Redis } from 'ioredis'
import { openKeys } from './keys.mjs'
import { announce, describeHolder, order } from './order.mjs'

const { databaseUrl, redisUrl, keyCount, limit } = order
const { keys, findHolder } = await openKeys({ databaseUrl, count: keyCount })

const app = Fastify()
app.decorateRequest('holder', null)
app.addHook('onRequest', async (req, reply) => {
  req.holder = await findHolder(req.headers['x-api-key'])
  if (!req.holder) return reply.code(401).send({ error: 'Unauthorized' })
})
await app.register(rateLimit, {
  max: limit.ratePerSecond,
  timeWindow: 1000,
  redis: new Redis(redisUrl, { connectTimeout: 500, maxRetriesPerRequest: 1 }),
  // Later than the look-up, which tells whose request it is.
  hook: 'preHandler',
  keyGenerator: (req) => req.holder.organizationId,
})

const text = { type: 'string' }
const organization = { type: 'object', properties: { id: text, name: text, status: text } }
const schema = { response: { 200: { type: 'object', properties: { valid: { type: 'boolean' }, organization } } } }
app.get('/v1/auth/verify', { schema }, async (req) => describeHolder(req.holder))

await app.listen({ port: 0, host: '127.0.0.1' })
announce(app.server.address().port, keys)
