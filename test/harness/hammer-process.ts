/** A child of `hammer.ts`: takes one order, asks the shared limiter, reports and ends. */
import { systemClock } from '../../src/lib/clock.ts'
import { createLogger } from '../../src/lib/log.ts'
import { openRedisLimiter } from '../../src/limits/redis.ts'
import { type HammerOrder, hammer } from './hammer.ts'

process.once('message', async (order: HammerOrder) => {
  const limiter = await openRedisLimiter({
    url: order.url,
    nodes: order.nodes,
    clock: systemClock,
    logger: createLogger('warn'),
  })
  const result = await hammer(limiter, order)
  await limiter.close()
  process.send?.(result, () => process.disconnect())
})
process.send?.('ready')
