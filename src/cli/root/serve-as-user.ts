/** Lets a command that serves, started as root, serve as a user without privileges; what stays root starts processes only. */
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Config, environmentOfUser } from '../../config.ts'
import { startEmbedded } from '../../db/embedded/start.ts'
import { GivenUpError, Health } from '../../lib/health.ts'
import type { Logger } from '../../lib/log.ts'
import type { ProcessUser } from '../../lib/process-users.ts'
import { ConfigError } from '../../settings-reader.ts'
import type { CommandOptions } from '../command-options.ts'
import { closeDataFolder } from '../data-folder.ts'
import { chooseServerUser, giveFiles, takeBlobsBack } from './give-files.ts'
import type { ParentMessage } from './messages.ts'
import { findObstacle } from './obstacle.ts'
import { serveChildren } from './serve-children.ts'

/** It has none; packages ask for it all the same. */
const HOME = '/'
const ENTRY = fileURLToPath(new URL('./user-main.ts', import.meta.url))

/**
 * As root: runs the command line in another process as a user without privileges, and resolves to its exit code when it and the
 * database have ended. Undefined when this process shall go on itself: it is not root, or no other user could run the server,
 * which is logged. Throws `ConfigError` in production, where there is nothing that root would have to do.
 */
export async function serveAsUser(
  { config, log, parent }: CommandOptions,
  args: readonly string[],
): Promise<number | undefined> {
  if (parent || process.getuid?.() !== 0) return undefined
  if (config.production) throw refuseRoot()
  await closeDataFolder(config.dataDir)
  const user = await chooseServerUser(config)
  const why = await findObstacle(config, user, await giveFiles(config, user, log))
  if (why !== undefined) {
    log.warn({ why }, 'the server runs as root, since no other user can run it here: for a trial only')
    await takeBlobsBack(config)
    return undefined
  }
  log.info({ user: user.uid }, 'the server runs as a user of its own')
  return runAs(user, args, config, log)
}

/** Whoever found a hole in a server of root would hold the machine. */
function refuseRoot(): ConfigError {
  return new ConfigError(
    'In production OpenIDV does not serve as root. Run it as a user of its own who owns OPENIDV_DATA_DIR, for example\n' +
      '  useradd --system openidv && chown -R openidv: "$OPENIDV_DATA_DIR"\n' +
      '  setpriv --reuid openidv --regid openidv --init-groups npm start\n' +
      'docs/guides/production.md has a service unit and an image that do so.',
  )
}

/** The server loads its code while the database starts. It ends when we do, by the end of its channel to us. */
async function runAs(user: ProcessUser, args: readonly string[], config: Config, log: Logger): Promise<number> {
  const server = spawn(process.execPath, [ENTRY, ...args], {
    ...user,
    env: environmentOfUser(HOME),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
  const release = handSignalsOn(server)
  const endChildren = serveChildren(server, log)
  try {
    const health = new Health(log)
    const database = config.database.url ? undefined : await startEmbedded({ dataDir: config.dataDir, log, health })
    try {
      if (database && server.connected) server.send({ databaseUrl: database.url } satisfies ParentMessage)
      const end = await Promise.race([ended, health.givenUp])
      if (end instanceof GivenUpError) throw end
      return end
    } finally {
      endChildren()
      await database?.stop()
    }
  } catch (error) {
    server.kill('SIGKILL')
    await ended.catch(() => undefined)
    throw error
  } finally {
    release()
  }
}

/** Ctrl-C reaches the server twice, by the terminal and by us: it heeds the first. */
function handSignalsOn(server: ChildProcess): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const hand = (signal: NodeJS.Signals) => void server.kill(signal)
  for (const signal of signals) process.on(signal, hand)
  return () => {
    for (const signal of signals) process.off(signal, hand)
  }
}
