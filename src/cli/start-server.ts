/** Starts a whole server from its configuration: database, API, hosted page, job worker and vision in one process. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import { type GivenUpError, Health } from '../lib/health.ts'
import type { Logger } from '../lib/log.ts'
import type { Roles } from '../lib/roles.ts'
import { AddressTakenError } from './address-taken-error.ts'
import { type KeptBackups, keepBackups } from './backup/keep-backups.ts'
import { openContext } from './open-context.ts'
import type { RootParent } from './root/root-parent.ts'

export interface RunningServer {
  readonly ctx: Context
  /** Where clients reach it. */
  readonly baseUrl: string
  /** Resolves when the server must end, though nobody told it to. */
  readonly givenUp: Promise<GivenUpError>
  /** Says that it is not ready, and then ends requests and jobs that are under way, and everything else. */
  stop(): Promise<void>
}

interface StartOptions {
  /** The process that is root, where this one gave it up. */
  readonly parent?: RootParent | undefined
  /** What this node does; unset: everything. */
  readonly roles?: Roles | undefined
}

/** Starts everything; what was started is stopped again when a later part fails. */
export async function startServer(
  asked: Config,
  log: Logger,
  { parent, roles }: StartOptions = {},
): Promise<RunningServer> {
  const config = await withPort(asked)
  // Loading the API's code takes about as long as starting the database: both at once.
  const loading = import('./assemble.ts')
  const health = new Health(log)
  const { ctx, access, ownerUrl, close } = await openContext(config, log, 'serve', parent, health)
  try {
    const { assembleServer } = await loading
    const assembled = await assembleServer(ctx, access.url, { startChild: parent?.startChild, health, roles })
    let backups: KeptBackups | undefined
    const stop = async () => {
      assembled.retire()
      await sleep(config.stop.afterMs)
      await assembled.stop()
      await backups?.stop()
      await close()
    }
    try {
      backups = await keepBackups(ctx, ownerUrl)
      await assembled.app.listen({ host: config.http.host, port: config.http.port })
    } catch (error) {
      await backups?.stop()
      await assembled.stop()
      throw toListenError(error, config.http)
    }
    return { ctx, baseUrl: config.http.baseUrl, givenUp: health.givenUp, stop }
  } catch (error) {
    await close()
    throw error
  }
}

function toListenError(error: unknown, { host, port }: Config['http']): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return error
  const next = port < 65_535 ? port + 1 : port - 1
  const advice = `stop it, or take another port, such as OPENIDV_PORT=${next} npm start`
  return new AddressTakenError(`Port ${port} of ${host} is taken by another program: ${advice}.`, { cause: error })
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
