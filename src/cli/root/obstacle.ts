/** Finds out whether another user than root could run the server from where it is. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findChildBarrier } from '../../children/privileges.ts'
import type { Config } from '../../config.ts'
import { findBarrier } from '../../db/embedded/owner.ts'
import type { ProcessUser } from '../../lib/process-users.ts'

const execute = promisify(execFile)

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** One of each part: a clone is made under one umask. */
const NEEDED = [
  'src/main.ts',
  'migrations/schema.sql',
  'models/manifest.json',
  'node_modules/pg/package.json',
  'dist/web',
]
/** Looks with the user's own eyes, since lists of access and mounts count, too. 4: may be read. */
const PROBE = 'for (const path of process.argv.slice(1)) require("fs").accessSync(path, 4)'
const FIRST_FREE_PORT = 1024

/**
 * Why `user` cannot run the server, with what would help; undefined when it can. `files` must be readable, too. Call as root.
 */
export async function findObstacle(
  { http }: Config,
  user: ProcessUser,
  files: readonly string[],
): Promise<string | undefined> {
  const barrier = findChildBarrier() ?? findBarrier(process.execPath, user) ?? findBarrier(`${ROOT}src`, user)
  if (barrier !== undefined) return `user ${user.uid} may not enter ${barrier}; chmod o+x ${barrier} lets it`
  const firstPort = await readFirstPort()
  if (http.port !== 0 && http.port < firstPort)
    return `ports below ${firstPort} are for root, and ${http.port} is asked for`
  const paths = [...NEEDED.map((path) => ROOT + path).filter((path) => existsSync(path)), ...files]
  try {
    await execute(process.execPath, ['-e', PROBE, ...paths], { ...user, cwd: '/', env: {} })
    return undefined
  } catch (error) {
    const words =
      error instanceof Error ? /Error: (.+)/.exec(error.message.replace(/^.*Command failed.*$/m, ''))?.[1] : ''
    return `user ${user.uid} could not run it: ${words || String(error)}`
  }
}

/** The first port that everybody may listen on. */
async function readFirstPort(): Promise<number> {
  const text = await readFile('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8').catch(() => '')
  return text === '' ? FIRST_FREE_PORT : Number(text)
}
