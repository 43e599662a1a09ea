/** The ready-made plugin: Better Auth's API keys in PostgreSQL, its own limit (one window for each key), on Express 5. */
import { randomBytes } from 'node:crypto'
import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import express from 'express'
import pg from 'pg'
import { announce, describeHolder, order } from './order.mjs'

const { databaseUrl, keyCount, limit } = order
const options = {
  database: new pg.Pool({ connectionString: databaseUrl }),
  secret: randomBytes(32).toString('hex'),
  baseURL: 'http://127.0.0.1',
  emailAndPassword: { enabled: true },
  // It would print each refusal; the other servers do not.
  logger: { disabled: true },
  plugins: [apiKey({ rateLimit: { enabled: true, timeWindow: 1000, maxRequests: limit.ratePerSecond } })],
}
const { runMigrations } = await getMigrations(options)
await runMigrations()
const auth = betterAuth(options)

const app = express()
app.disable('x-powered-by')
app.disable('etag')
app.get('/v1/auth/verify', async (req, res) => {
  const key = req.headers['x-api-key']
  const verified = typeof key === 'string' ? await auth.api.verifyApiKey({ body: { key } }) : { valid: false }
  if (verified.valid) {
    return res.json(describeHolder({ organizationId: verified.key.referenceId, organizationName: verified.key.name }))
  }
  if (verified.error?.code === 'RATE_LIMITED') {
    res.set('Retry-After', String(Math.ceil(verified.error.details.tryAgainIn / 1000)))
    return res.status(429).json({ error: 'Too Many Requests' })
  }
  res.status(401).json({ error: 'Unauthorized' })
})

const server = app.listen(0, '127.0.0.1', async () => announce(server.address().port, await createKeys()))

async function createKeys() {
  const email = `${randomBytes(8).toString('hex')}@example.com`
  const { user } = await auth.api.signUpEmail({
    body: { name: 'Peer', email, password: randomBytes(16).toString('hex') },
  })
  const keys = []
  for (let i = 0; i < keyCount; i++) {
    const { key } = await auth.api.createApiKey({ body: { userId: user.id, name: 'Peer' } })
    keys.push(key)
  }
  return keys
}
