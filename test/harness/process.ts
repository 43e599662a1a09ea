/** Runs the real entry as a process of its own, as an operator would. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { compileCacheEnv } from './compile-cache.ts'

export interface ServerProcess {
  readonly child: ChildProcess
  readonly baseUrl: string
  /** Everything printed so far. */
  output(): string
  /** Sends a signal and waits for the end; answers the exit code, or null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')

type Env = Readonly<Record<string, string>>

interface StartOptions {
  /** Another user, when root gives one. */
  readonly uid?: number
  readonly gid?: number
  /** Options of `serve`. */
  readonly args?: readonly string[]
}

/** Starts `openidv serve` on a free port, of another clone if `main` is of one, and waits until it answers. */
export async function startServerProcess(
  dataDir: string,
  env: Env = {},
  { args = [], ...user }: StartOptions = {},
  main: string = MAIN,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [main, 'serve', ...args], {
    ...user,
    env: { PATH: process.env.PATH, ...compileCacheEnv(), OPENIDV_PORT: '0', OPENIDV_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const exited = once(child, 'exit')
  const baseUrl = await waitForUrl(() => output, child)
  return {
    child,
    baseUrl,
    output: () => output,
    async end(signal) {
      child.kill(signal)
      await exited
      return child.exitCode
    },
  }
}

/** Runs one command to its end; answers what it printed and its exit code. */
export async function runCommandProcess(
  dataDir: string,
  args: readonly string[],
  env: Env = {},
): Promise<{ stdout: string; stderr: string; code: number | null }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, ...compileCacheEnv(), OPENIDV_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  await once(child, 'close')
  return { stdout, stderr, code: child.exitCode }
}

/** For a busy machine; a first start takes three seconds. */
const MAX_START_MS = 110_000

async function waitForUrl(output: () => string, child: ChildProcess): Promise<string> {
  const end = Date.now() + MAX_START_MS
  while (Date.now() < end) {
    const url = /Server listening at (http:\/\/[\d.]+:\d+)/.exec(output())?.[1]
    if (url && /OpenIDV(?: is running|:)/.test(output())) return url
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${output()}`)
    await new Promise((settled) => setTimeout(settled, 50))
  }
  throw new Error(`The server did not start:\n${output()}`)
}
