/** One child process: told one thing at a time, and killed when it must end. */
import { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import type { Logger } from '../lib/log.ts'
import { FrameReader, type Message, toFrame } from './frames.ts'
import type { ChildCode } from './privileges.ts'
import type { ChildEnd, StartChild, StartedChild } from './start-child.ts'

interface ChildEvents {
  message: [Message]
  /** It is gone, for whatever reason; the last event. */
  gone: []
}

/** No process does these to itself: a crash has others, and so has one that wants more memory than it may have. */
const FROM_OUTSIDE: ReadonlySet<string> = new Set(['SIGKILL', 'SIGTERM'])

/** Messages go in and come out; a child that says something that is no message is killed. */
export class Child extends EventEmitter<ChildEvents> {
  readonly #started: StartedChild
  readonly #log: Logger
  /** Undefined until the process has it, or when the system had no memory or handles for another process. */
  #channel: Duplex | undefined
  /** What was said before there was a channel. */
  readonly #unsent: Message[] = []
  #isEnding = false
  #wasKilled = false

  constructor(start: StartChild, code: ChildCode, log: Logger) {
    super()
    this.#log = log
    this.#started = start(code, {
      opened: (channel) => this.#open(channel),
      gone: (end) => this.#end(end),
      failed: (err, what) => log.warn({ err, pid: this.pid }, what),
    })
  }

  get pid(): number | undefined {
    return this.#started.pid
  }

  /** Whether somebody else ended it, such as a system that is short of memory. */
  get wasKilled(): boolean {
    return this.#wasKilled
  }

  send(message: Message): void {
    if (!this.#channel) this.#unsent.push(message)
    else for (const piece of toFrame(message)) this.#channel.write(piece)
  }

  /** Ends it at once, whatever it does; native code cannot refuse. */
  kill(): void {
    this.#isEnding = true
    this.#started.kill()
  }

  #open(channel: Duplex): void {
    this.#channel = channel
    const reader = new FrameReader()
    channel.on('data', (piece: Buffer) => {
      try {
        for (const message of reader.add(piece)) this.emit('message', message)
      } catch (err) {
        this.#log.error({ err, pid: this.pid }, 'a child process said something that is no message')
        this.kill()
      }
    })
    // A child that is gone tells so by its exit; what was on its way to it is lost.
    channel.on('error', () => undefined)
    for (const message of this.#unsent.splice(0)) this.send(message)
  }

  #end(end: ChildEnd): void {
    this.#wasKilled = !this.#isEnding && 'signal' in end && FROM_OUTSIDE.has(end.signal ?? '')
    if ('error' in end) this.#log.error({ err: end.error }, 'a child process could not be started')
    else if (!this.#isEnding) this.#log.error({ pid: this.pid, ...end }, 'a child process ended')
    // What it said last is heard first.
    if (this.#channel && !this.#channel.closed) this.#channel.once('close', () => this.emit('gone'))
    else this.emit('gone')
  }
}
