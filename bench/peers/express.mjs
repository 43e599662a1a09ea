/** The usual stack: Express 5, rate-limiter-flexible on Redis for second, burst and day, PostgreSQL for the keys. */
import { once } from 'node:events'
import express from 'express'
import { Redis } from 'ioredis'
import { BurstyRateLimiter, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { openKeys } from './keys.mjs'
import { announce, describeHolder, order } from './order.mjs'

const { databaseUrl, redisUrl, keyCount, limit } = order
const { keys, findHolder } = await openKeys({ databaseUrl, count: keyCount })
const storeClient = new Redis(redisUrl, { enableOfflineQueue: false })
await once(storeClient, 'ready')

const rate = { points: limit.ratePerSecond, duration: 1 }
const burst = { points: limit.burst - limit.ratePerSecond, duration: 10 }
const second = new BurstyRateLimiter(
  new RateLimiterRedis({ storeClient, keyPrefix: 'second', ...rate }),
  new RateLimiterRedis({ storeClient, keyPrefix: 'burst', ...burst }),
)
const day = new RateLimiterRedis({ storeClient, keyPrefix: 'day', points: limit.dailyQuota, duration: 86_400 })

const app = express()
// Neither is of use to an API, and both cost time.
app.disable('x-powered-by')
app.disable('etag')

async function authenticate(req, res, next) {
  req.holder = await findHolder(req.headers['x-api-key'])
  if (!req.holder) return res.status(401).json({ error: 'Unauthorized' })
  next()
}

/** One after the other: what the second refuses must not cost a request of the day. */
async function limitRequests(req, res, next) {
  const { organizationId } = req.holder
  try {
    setLimitHeaders(res, await second.consume(organizationId))
    await day.consume(organizationId)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    res.set('Retry-After', String(Math.ceil(refusal.msBeforeNext / 1000)))
    return res.status(429).json({ error: 'Too Many Requests' })
  }
  next()
}

function setLimitHeaders(res, { remainingPoints, msBeforeNext }) {
  res.set({
    'X-RateLimit-Limit': String(limit.ratePerSecond),
    'X-RateLimit-Remaining': String(remainingPoints),
    'X-RateLimit-Reset': String(Math.ceil((Date.now() + msBeforeNext) / 1000)),
  })
}

app.get('/v1/auth/verify', authenticate, limitRequests, (req, res) => res.json(describeHolder(req.holder)))

const server = app.listen(0, '127.0.0.1', () => announce(server.address().port, keys))
