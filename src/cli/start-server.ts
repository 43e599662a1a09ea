/** Puts the server together: API, hosted page, job worker and vision in one process. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { openListener } from '../db/listen.ts'
import { buildApp } from '../http/app.ts'
import type { Logger } from '../lib/log.ts'
import { FailedAuthThrottle } from '../limits/failed-auth.ts'
import type { Limiter } from '../limits/limiter.ts'
import { openMemoryLimiter } from '../limits/memory.ts'
import { openRedisLimiter } from '../limits/redis.ts'
import { API_KEY_CHANGED_CHANNEL, createAuthenticator } from '../services/api-keys/authenticate.ts'
import { CHECK_FINISHED_CHANNEL, createFinishedChecks } from '../services/checks/finished-checks.ts'
import { createConsoleAuth } from '../services/members/console-auth.ts'
import { openDayCountStore } from '../services/usage/day-counts.ts'
import { startJobWorker } from '../worker/runner.ts'
import { VisionPool } from '../worker/vision-pool.ts'
import { openContext } from './open-context.ts'

export interface RunningServer {
  readonly ctx: Context
  /** Where clients reach it. */
  readonly baseUrl: string
  /** Ends requests and jobs that are under way, then everything else. */
  stop(): Promise<void>
}

const WEB_FOLDER = fileURLToPath(new URL('../../dist/web', import.meta.url))

/** Starts everything; what was started is stopped again when a later part fails. */
export async function startServer(asked: Config, log: Logger): Promise<RunningServer> {
  const config = await withPort(asked)
  const closers: Array<() => Promise<unknown>> = []
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    const opened = await openContext(config, log, 'serve')
    closers.push(opened.close)
    const { ctx } = opened
    const listener = await openListener(opened.databaseUrl, log)
    closers.push(() => listener.close())
    const limiter = await openLimiter(ctx)
    closers.push(() => limiter.close())

    const authenticator = createAuthenticator(ctx)
    await listener.on(API_KEY_CHANGED_CHANNEL, (digestHex) => authenticator.drop(digestHex))
    listener.onReconnect(() => authenticator.dropAll())
    const finished = createFinishedChecks()
    await listener.on(CHECK_FINISHED_CHANNEL, (id) => finished.announce(id))
    listener.onReconnect(() => finished.announceAll())

    const { threads, timeoutMs } = config.vision
    const pool = new VisionPool({ threads, timeoutMs, log })
    closers.push(() => pool.close())
    const worker = await startJobWorker(ctx, opened.databaseUrl, pool, threads)
    closers.push(() => worker.stop())

    const failedAuth = new FailedAuthThrottle()
    const consoleAuth = createConsoleAuth(ctx)
    const services = { ctx, authenticator, limiter, failedAuth, finished, consoleAuth, webFolder: WEB_FOLDER }
    const app = await buildApp(services)
    closers.push(() => app.close())
    await app.listen({ host: config.http.host, port: config.http.port })
    return { ctx, baseUrl: config.http.baseUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function openLimiter({ config, clock, db, log }: Context): Promise<Limiter> {
  const { url, nodes } = config.redis
  if (url) return openRedisLimiter({ url: url.reveal(), nodes, clock, logger: log })
  return openMemoryLimiter({ clock, store: openDayCountStore(db), logger: log })
}

/** Port 0 takes a free port, which must be known before the first link is made. */
async function withPort(config: Config): Promise<Config> {
  if (config.http.port !== 0) return config
  const probe = createServer().listen(0, config.http.host)
  await once(probe, 'listening')
  const address = probe.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  probe.close()
  await once(probe, 'close')
  const baseUrl = config.http.baseUrl.replace(/:0$/, `:${port}`)
  return { ...config, http: { ...config.http, port, baseUrl } }
}
