/** Starts a real ClamAV daemon for a test, with one signature of our own: free loopback port, temporary folder, nothing kept. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pingScanner } from '../../src/services/evidence/scan.ts'

const BINARY = '/usr/sbin/clamd'
const START_TRIES = 150

/** Why tests on the daemon are skipped, or undefined when they run. In CI they always run, and fail without it. */
export const clamdMissing: string | undefined =
  existsSync(BINARY) || process.env.CI ? undefined : `${BINARY} is not installed`

export interface Clamd {
  readonly path: string
  /** Kills it and removes its folder. */
  stop(): Promise<void>
}

/** Starts a daemon that knows `malware`, whole, and nothing else. */
export async function startClamd(malware: Buffer): Promise<Clamd> {
  const folder = await mkdtemp(join(tmpdir(), 'openidv-clamd-'))
  const path = join(folder, 'clamd.sock')
  const digest = createHash('sha256').update(malware).digest('hex')
  await writeFile(join(folder, 'test.hsb'), `${digest}:${malware.byteLength}:OpenIDV.Test:73\n`)
  const lines = [`LocalSocket ${path}`, `DatabaseDirectory ${folder}`, 'Foreground yes', 'StreamMaxLength 1M']
  await writeFile(join(folder, 'clamd.conf'), `${lines.join('\n')}\n`)
  const child = spawn(BINARY, ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' })
  const exited = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGKILL')
    await exited
    await rm(folder, { recursive: true, force: true })
  }
  for (let tries = 0; ; tries += 1) {
    const error = await pingScanner({ path }).catch((why: unknown) => why)
    if (error === undefined) return { path, stop }
    if (tries < START_TRIES) await wait(200)
    else {
      await stop()
      throw error
    }
  }
}
