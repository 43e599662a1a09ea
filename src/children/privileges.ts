/** Takes away from a child process what it does not need: our user, our environment, our files, memory without end. */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBarrier } from '../db/embedded/owner.ts'
import { CHILD_USER, type ProcessUser } from '../lib/process-users.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SHELL = '/bin/sh'
const BYTES_PER_BLOCK = 1024
/** V8 reserves 512 MB for machine code and some for its stacks at its start, which the kernel counts and nobody uses. */
const RESERVED_BYTES = 700_000_000

/** Which program a child runs, and what it may take. */
export interface ChildCode {
  readonly entry: URL
  readonly bounds: ChildBounds
}

/** What one child process may take. */
export interface ChildBounds {
  /** Private memory, models and decoded pixels included; the kernel refuses more. Linux only. */
  readonly memoryBytes: number
  /** JavaScript's share of it. */
  readonly heapMegabytes: number
}

export interface Launch {
  readonly command: string
  readonly args: readonly string[]
  /** For `spawn`: the user, no environment but a few numbers, and a folder that tells nothing. */
  readonly options: Partial<ProcessUser> & { readonly cwd: string; readonly env: Readonly<Record<string, string>> }
}

/**
 * How to start the code at `entry` with little: the files of this program may be read and no others, none written, no
 * process started. Threads are allowed, since a PDF is read in one that can be ended.
 */
export function launchOf({ entry, bounds: { memoryBytes, heapMegabytes } }: ChildCode): Launch {
  const readable = [
    `${ROOT}src/`,
    `${ROOT}node_modules/`,
    `${ROOT}models/`,
    `${ROOT}package.json`,
    fileURLToPath(entry),
  ]
  const args = [
    `--max-old-space-size=${heapMegabytes}`,
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    '--allow-addons',
    '--allow-worker',
    '--disable-warning=SecurityWarning',
    fileURLToPath(entry),
  ]
  const root = process.platform === 'win32' ? dirname(process.execPath) : '/'
  const options = { ...childOwner(), cwd: root, env: QUIET_ENVIRONMENT }
  if (!existsSync(SHELL)) return { command: process.execPath, args, options }
  const limits = `ulimit -c 0; ulimit -f 0; ulimit -n 256; ulimit -d ${Math.ceil((memoryBytes + RESERVED_BYTES) / BYTES_PER_BLOCK)}`
  return { command: SHELL, args: ['-c', `${limits}; exec "$0" "$@"`, process.execPath, ...args], options }
}

/** One thread for each picture, and few arenas: processes take the place of threads, and memory stays flat. */
const QUIET_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', VIPS_CONCURRENCY: '1', MALLOC_ARENA_MAX: '2' }

/** The user that children run as; undefined for our own, where we are not root or that user cannot reach our code. */
function childOwner(): ProcessUser | undefined {
  return process.getuid?.() === 0 && findChildBarrier() === undefined ? CHILD_USER : undefined
}

/** The folder that keeps the unprivileged user from our code, so that children run as root; undefined when none does. */
export function findChildBarrier(): string | undefined {
  if (process.getuid?.() !== 0) return undefined
  return findBarrier(dirname(process.execPath), CHILD_USER) ?? findBarrier(`${ROOT}src`, CHILD_USER)
}

/** What limits the children of this process, in words for the operator; `owner` where another process starts them. */
export function describePrivileges(owner: ProcessUser | undefined = childOwner()): string {
  const user = owner?.uid ?? `${process.getuid?.() ?? 'ours'}`
  const memory = process.platform === 'linux' ? 'memory bounded by the kernel' : 'JavaScript memory bounded only'
  return `decoders and models run as user ${user}, without environment, ${memory}`
}
