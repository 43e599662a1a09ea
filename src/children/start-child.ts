/** Starts a process with little: its user, its bounds, one channel, and a place behind us when processors are short. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setPriority } from 'node:os'
import { CHANNEL_FD } from './frames.ts'
import { type ChildCode, launchOf } from './privileges.ts'

/** How a process ended: what it printed last goes with it. Or why it was never started. */
export type ChildEnd =
  | { readonly exitCode: number | null; readonly signal: string | null; readonly tail: string }
  | { readonly error: unknown }

/** Who is told about a process. */
export interface ChildWatch {
  /** Its channel is open; called once, and not at all when it could not be started. */
  opened(channel: Socket): void
  /** The last call; never before `startChild` has returned. */
  gone(end: ChildEnd): void
  /** Something went wrong that does not end it. */
  failed(error: unknown, what: string): void
}

export interface StartedChild {
  /** Undefined when, or as long as, there is no process. */
  readonly pid: number | undefined
  /** Ends it at once. */
  kill(): void
}

/** Starts a child here, or has it started. */
export type StartChild = (code: ChildCode, watch: ChildWatch) => StartedChild

/** Requests and the database come first when processors are short. */
const NICENESS = 5
const MAX_TAIL_CHARACTERS = 2000

/** Starts a child of this process. It is no reason for this process to stay, unless it is being killed. */
export const startChild: StartChild = (code, watch) => {
  const { command, args, options } = launchOf(code)
  let child: ChildProcess
  try {
    child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe', 'pipe'], windowsHide: true })
  } catch (error) {
    process.nextTick(() => watch.gone({ error }))
    return { pid: undefined, kill: () => undefined }
  }
  // Without handles for its pipes a process has none of these, whatever the types say; its error comes next.
  const channel = child.stdio?.[CHANNEL_FD] as Socket | undefined
  watchEnd(child, watch)
  child.unref()
  channel?.unref()
  yieldTo(child, watch)
  if (channel) watch.opened(channel)
  const kill = () => {
    // Whoever kills waits for the end.
    child.ref()
    channel?.ref()
    child.kill('SIGKILL')
  }
  return { pid: child.pid, kill }
}

function watchEnd(child: ChildProcess, watch: ChildWatch): void {
  let tail = ''
  child.stderr?.on('data', (text: Buffer) => {
    tail = (tail + text.toString('utf8')).slice(-MAX_TAIL_CHARACTERS)
  })
  if (child.stderr && 'unref' in child.stderr && typeof child.stderr.unref === 'function') child.stderr.unref()
  child.on('error', (error) => {
    if (child.pid === undefined) watch.gone({ error })
    else watch.failed(error, 'a child process could not be told to end')
  })
  const said = child.stderr ? once(child.stderr, 'close') : undefined
  child.once('exit', (exitCode, signal) => {
    void Promise.resolve(said).then(() => watch.gone({ exitCode, signal, tail }))
  })
}

function yieldTo(child: ChildProcess, watch: ChildWatch): void {
  if (child.pid === undefined) return
  try {
    setPriority(child.pid, NICENESS)
  } catch (error) {
    watch.failed(error, 'a child process runs at our own priority')
  }
}
