/** A pool of child processes for what strangers sent: bounded in time and memory, and healed when one dies or is late. */
import { FairQueue } from '../lib/fair-queue.ts'
import type { Logger } from '../lib/log.ts'
import { Child } from './child.ts'
import { type Message, READY, type Reply } from './frames.ts'
import type { ChildCode } from './privileges.ts'
import { type StartChild, startChild } from './start-child.ts'

/**
 * Why there is no answer: the child said that it failed, died over the work, was killed from outside, ran too long, could
 * not even be started, or the work waited too long for its turn or its child's start. `closed`: the pool is.
 */
export type ChildFailure = 'failed' | 'crashed' | 'killed' | 'timeout' | 'unstartable' | 'no_turn' | 'closed'

/** The child did not answer. */
export class ChildError extends Error {
  override readonly name = 'ChildError'
  readonly reason: ChildFailure
  constructor(reason: ChildFailure, message: string) {
    super(message)
    this.reason = reason
  }
}

export interface PoolOptions {
  readonly code: ChildCode
  /** Starts one; unset: here. */
  readonly startChild?: StartChild | undefined
  /** Most children. */
  readonly size: number
  /** Longest run of one request, from when the child's code is loaded. */
  readonly timeoutMs: number
  /** Longest wait for a free child; unset: for ever. */
  readonly turnTimeoutMs?: number
  /** A child is replaced after so many answers, so that what libraries keep does not add up. */
  readonly maxAnswers: number
  readonly log: Logger
}

/** A machine that is busy may take long to load a child's code. */
const MAX_START_MS = 60_000
/** Before another start when one failed; it doubles with each that fails. */
const FIRST_REST_MS = 250
const MAX_REST_MS = 15_000

interface Task {
  readonly request: Message
  readonly resolve: (answer: Message) => void
  readonly reject: (error: Error) => void
  /** Ends its wait for a child. */
  turn: NodeJS.Timeout | undefined
  /** Nobody waits for it any more. */
  isGone: boolean
}

/** Children start with the first request that needs them. Those who ask take turns by the name of their owner. */
export class ChildPool {
  readonly #options: PoolOptions
  readonly #waiting = new FairQueue<Task>()
  readonly #idle: Child[] = []
  readonly #children = new Set<Child>()
  /** Those whose code was loaded. */
  readonly #ready = new WeakSet<Child>()
  readonly #answers = new WeakMap<Child, number>()
  #isClosed = false
  #failedStarts = 0
  /** Pending while no child is started, since the last ones died before they could work. */
  #resting: NodeJS.Timeout | undefined

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** The process numbers of the children that live, for tests and measurements. */
  get pids(): readonly number[] {
    return [...this.#children].flatMap(({ pid }) => (pid === undefined ? [] : [pid]))
  }

  /** Asks a child; throws `ChildError`. */
  run(owner: string, request: Message): Promise<Message> {
    if (this.#isClosed) return Promise.reject(new ChildError('closed', 'The pool is closed'))
    return new Promise((resolve, reject) => {
      const task: Task = { request, resolve, reject, turn: undefined, isGone: false }
      const { turnTimeoutMs } = this.#options
      if (turnTimeoutMs !== undefined) task.turn = setTimeout(() => giveUp(task, turnTimeoutMs), turnTimeoutMs)
      this.#waiting.push(owner, task)
      this.#assign()
    })
  }

  /** Ends every child; what was under way fails. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#resting)
    for (const task of this.#waiting.take(this.#waiting.size)) {
      clearTimeout(task.turn)
      task.reject(new ChildError('closed', 'The pool is closed'))
    }
    await Promise.all(
      [...this.#children].map((child) => {
        const gone = new Promise<void>((resolve) => child.once('gone', resolve))
        child.kill()
        return gone
      }),
    )
  }

  #assign(): void {
    while (this.#waiting.size > 0 && !this.#isClosed) {
      const child = this.#idle.pop() ?? this.#start()
      if (!child) return
      const [task] = this.#waiting.take(1)
      if (task && !task.isGone) this.#hand(child, task)
      else this.#idle.push(child)
    }
  }

  #start(): Child | undefined {
    if (this.#resting || this.#children.size >= this.#options.size) return undefined
    const { code, log } = this.#options
    const child = new Child(this.#options.startChild ?? startChild, code, log)
    this.#children.add(child)
    child.on('message', ({ body }) => {
      if (body !== READY) return
      this.#ready.add(child)
      this.#failedStarts = 0
    })
    child.once('gone', () => {
      this.#children.delete(child)
      const place = this.#idle.indexOf(child)
      if (place >= 0) this.#idle.splice(place, 1)
      else if (this.#ready.has(child)) this.#replace()
      if (!this.#ready.has(child)) this.#rest()
      this.#assign()
    })
    return child
  }

  /** A system that has no room for another process gets none any sooner by being asked all the time. */
  #rest(): void {
    if (this.#isClosed || this.#resting) return
    const restMs = Math.min(MAX_REST_MS, FIRST_REST_MS * 2 ** this.#failedStarts)
    this.#failedStarts += 1
    this.#resting = setTimeout(() => {
      this.#resting = undefined
      this.#assign()
    }, restMs)
  }

  /** Whoever comes next should not wait for the start of a child that took the place of one that died at work. */
  #replace(): void {
    const child = this.#isClosed ? undefined : this.#start()
    if (child) this.#idle.push(child)
  }

  #hand(child: Child, task: Task): void {
    clearTimeout(task.turn)
    const settle = (finish: () => void) => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('gone', onGone)
      finish()
    }
    const onMessage = ({ body, files }: Message) => {
      if (body === READY) {
        clearTimeout(timer)
        timer = setTimeout(onLate, this.#options.timeoutMs)
        return
      }
      const reply = body as Reply
      settle(() => {
        if ('done' in reply) task.resolve({ body: reply.done, files })
        else task.reject(new ChildError('failed', reply.failed))
      })
      this.#takeBack(child)
    }
    const onGone = () => {
      settle(() => task.reject(new ChildError(this.#reasonOf(child), 'The child process ended')))
    }
    const onLate = () => {
      const late = this.#ready.has(child)
        ? new ChildError('timeout', `No answer within ${this.#options.timeoutMs} ms`)
        : new ChildError('no_turn', `No child had started within ${MAX_START_MS} ms`)
      settle(() => task.reject(late))
      child.kill()
    }
    let timer = setTimeout(onLate, this.#ready.has(child) ? this.#options.timeoutMs : MAX_START_MS)
    child.on('message', onMessage)
    child.once('gone', onGone)
    child.send(task.request)
  }

  /** Of the end of one that was at work. */
  #reasonOf(child: Child): ChildFailure {
    if (this.#isClosed) return 'closed'
    if (!this.#ready.has(child)) return 'unstartable'
    return child.wasKilled ? 'killed' : 'crashed'
  }

  #takeBack(child: Child): void {
    const answers = (this.#answers.get(child) ?? 0) + 1
    this.#answers.set(child, answers)
    if (answers >= this.#options.maxAnswers) {
      child.kill()
      return
    }
    this.#idle.push(child)
    this.#assign()
  }
}

function giveUp(task: Task, waitedMs: number): void {
  task.isGone = true
  task.reject(new ChildError('no_turn', `No child was free within ${waitedMs} ms`))
}
