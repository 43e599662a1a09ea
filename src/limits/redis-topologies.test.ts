/** Proves that limits stay exact where Redis has Sentinels, is a cluster, or speaks TLS only. */
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Certificates, makeCertificates } from '../../test/harness/certificates.ts'
import { hammerFromProcesses } from '../../test/harness/hammer.ts'
import { type RedisServer, redisMissing, startRedis } from '../../test/harness/redis.ts'
import { type RedisPair, startCluster, startSentinelPair } from '../../test/harness/redis-topologies.ts'
import { until } from '../../test/harness/server.ts'
import { systemClock } from '../lib/clock.ts'
import { createLogger } from '../lib/log.ts'
import type { Limit, Limiter } from './limiter.ts'
import { openRedisLimiter } from './redis.ts'

const LIMIT: Limit = { ratePerSecond: 25, burst: 35, dailyQuota: 10_000 }
/** Of the first of the cluster's two primaries: its slot is 1721. */
const SUBJECT = 'organization:live'
const NODES = 2

interface Admission {
  readonly sinceUs: number
  readonly untilUs: number
}

async function openNodes(url: string): Promise<Limiter[]> {
  const options = { url, nodes: NODES, clock: systemClock, logger: createLogger('silent') }
  return Promise.all(Array.from({ length: NODES }, () => openRedisLimiter(options)))
}

/** What all nodes admit of one subject, asked without pause until `meanwhile` has happened; timed on both sides. */
async function hammerNodes(nodes: readonly Limiter[], meanwhile: () => Promise<void>): Promise<Admission[]> {
  const admitted: Admission[] = []
  let isOver = false
  const ask = async (limiter: Limiter) => {
    while (!isOver) {
      const sinceUs = performance.now() * 1000
      const decision = await limiter.take(SUBJECT, LIMIT)
      if (decision.admitted) admitted.push({ sinceUs, untilUs: performance.now() * 1000 })
      await wait(2)
    }
  }
  const over = meanwhile().finally(() => {
    isOver = true
  })
  await Promise.all([...nodes.map(ask), over])
  return admitted
}

/** By how much the worst of all windows exceeds burst + rate · t. */
function worstExcess(admitted: readonly Admission[]): number {
  let worst = Number.NEGATIVE_INFINITY
  for (const [first, { sinceUs }] of admitted.entries()) {
    for (const [last, { untilUs }] of admitted.entries()) {
      const bound = LIMIT.burst + (LIMIT.ratePerSecond * (untilUs - sinceUs)) / 1e6
      if (last >= first) worst = Math.max(worst, last - first + 1 - bound)
    }
  }
  return worst
}

async function usedAt(server: RedisServer): Promise<number> {
  const client = new Redis(server.port)
  return Number(await client.hget(`openidv:limit:${SUBJECT}`, 'used').finally(() => client.disconnect()))
}

/** The replica takes the place of a primary that dies under load; nothing is granted twice, nothing is forgotten. */
async function expectExactFailover(pair: RedisPair): Promise<void> {
  const nodes = await openNodes(pair.url)
  expect(nodes.map((node) => node.state())).toEqual(['ok', 'ok'])
  const admitted = await hammerNodes(nodes, async () => {
    await wait(700)
    await pair.primary.kill()
    await until(() => nodes.every((node) => node.state() === 'degraded'))
    await pair.takeOver()
    await until(() => nodes.every((node) => node.state() === 'ok'))
    // Longer than the nodes keep to their shares.
    await wait(4000)
  })
  // One may be on its way while the primary dies, and seems early by one token.
  expect(worstExcess(admitted)).toBeLessThanOrEqual(NODES)
  expect(Math.abs((await usedAt(pair.replica)) - admitted.length)).toBeLessThanOrEqual(NODES)
  await Promise.all(nodes.map((node) => node.close()))
}

describe.skipIf(redisMissing !== undefined)('limits on Redis', () => {
  it('behind a Sentinel stay exact while the replica takes the place of the primary', async () => {
    const pair = await startSentinelPair()
    await expectExactFailover(pair).finally(pair.stop)
  })

  it('of a cluster stay exact while the replica takes the place of a primary', async () => {
    const cluster = await startCluster()
    await expectExactFailover(cluster).finally(cluster.stop)
  })

  it('whose Sentinels are all away begin by the node’s share, in time', async () => {
    const url = 'redis+sentinel://127.0.0.1:1,127.0.0.1:2/mymaster'
    const startMs = performance.now()
    const limiter = await openRedisLimiter({ url, nodes: 5, clock: systemClock, logger: createLogger('silent') })
    expect(performance.now() - startMs).toBeLessThan(4000)
    expect(limiter.state()).toBe('degraded')
    expect((await limiter.take(SUBJECT, LIMIT)).burstRemaining).toBe(6)
    await limiter.close()
  })

  describe('that speaks TLS only', () => {
    let certificates: Certificates
    let server: RedisServer
    beforeAll(async () => {
      certificates = await makeCertificates()
      const { authority, authorityFile, certFile, keyFile } = certificates
      const files = ['--tls-cert-file', certFile, '--tls-key-file', keyFile, '--tls-ca-cert-file', authorityFile]
      server = await startRedis({ tlsAuthority: authority, args: [...files, '--tls-auth-clients', 'no'] })
    })
    afterAll(() => server.stop())

    const order = { subject: SUBJECT, limit: LIMIT, nodes: 1, callers: 2, durationMs: 100 }

    it('are shared by a node that knows its authority, and not by one that does not', async () => {
      const { url } = server
      const knowing = await hammerFromProcesses(
        1,
        { ...order, url },
        { NODE_EXTRA_CA_CERTS: certificates.authorityFile },
      )
      expect([knowing.degraded, knowing.admittedAtUs.length > 0]).toEqual([0, true])
      const strange = await hammerFromProcesses(1, { ...order, url })
      expect(strange.degraded).toBe(strange.refused + strange.admittedAtUs.length)
    })
  })
})
