/** One child process: started with little, told one thing at a time, and killed when it must end. */
import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { setPriority } from 'node:os'
import type { Duplex } from 'node:stream'
import type { Logger } from '../lib/log.ts'
import { CHANNEL_FD, FrameReader, type Message, toFrame } from './frames.ts'
import { type ChildBounds, launchOf } from './privileges.ts'

/** Requests and the database come first when processors are short. */
const NICENESS = 5
/** What a child printed last, for the log when it ends by itself. */
const MAX_TAIL_CHARACTERS = 2000

interface ChildEvents {
  message: [Message]
  /** It is gone, for whatever reason; the last event. */
  gone: []
}

/** Messages go in and come out; a child that says something that is no message is killed. */
export class Child extends EventEmitter<ChildEvents> {
  /** Undefined, and the channel with it, when the system had no memory or handles for another process. */
  readonly #process: ChildProcess | undefined
  readonly #channel: Duplex | undefined
  readonly #log: Logger
  #tail = ''
  #isEnding = false

  constructor(entry: URL, bounds: ChildBounds, log: Logger) {
    super()
    this.#log = log
    const { command, args, options } = launchOf(entry, bounds)
    const stdio = ['ignore', 'ignore', 'pipe', 'pipe'] as const
    try {
      this.#process = spawn(command, args, { ...options, stdio: [...stdio], windowsHide: true })
    } catch (err) {
      process.nextTick(() => this.#failToStart(err))
      return
    }
    // Without handles for its pipes a process has none of these, whatever the types say; its error comes next.
    this.#channel = this.#process.stdio?.[CHANNEL_FD] as Duplex | undefined
    this.#listen(this.#process)
    this.#yield(this.#process)
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  send(message: Message): void {
    for (const piece of toFrame(message)) this.#channel?.write(piece)
  }

  /** Ends it at once, whatever it does; native code cannot refuse. */
  kill(): void {
    this.#isEnding = true
    // Whoever kills waits for the end.
    this.#process?.ref()
    this.#process?.kill('SIGKILL')
  }

  #failToStart(err: unknown): void {
    this.#log.error({ err }, 'a child process could not be started')
    this.emit('gone')
  }

  #listen(child: ChildProcess): void {
    const reader = new FrameReader()
    this.#channel?.on('data', (piece: Buffer) => {
      try {
        for (const message of reader.add(piece)) this.emit('message', message)
      } catch (err) {
        this.#log.error({ err, pid: this.pid }, 'a child process said something that is no message')
        this.kill()
      }
    })
    // A child that is gone tells so by its exit; what was on its way to it is lost.
    this.#channel?.on('error', () => undefined)
    child.stderr?.on('data', (text: Buffer) => {
      this.#tail = (this.#tail + text.toString('utf8')).slice(-MAX_TAIL_CHARACTERS)
    })
    child.once('error', (err) => {
      if (this.pid === undefined) this.#failToStart(err)
      else this.#log.error({ err, pid: this.pid }, 'a child process could not be told to end')
    })
    child.once('close', (exitCode, signal) => {
      if (!this.#isEnding)
        this.#log.error({ pid: this.pid, exitCode, signal, tail: this.#tail }, 'a child process ended')
      this.emit('gone')
    })
  }

  /** Lower in line than ourselves, and no reason for this process to stay. */
  #yield(child: ChildProcess): void {
    child.unref()
    for (const stream of [this.#channel, child.stderr]) {
      if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref()
    }
    if (this.pid === undefined) return
    try {
      setPriority(this.pid, NICENESS)
    } catch (err) {
      this.#log.warn({ err }, 'a child process runs at our own priority')
    }
  }
}
