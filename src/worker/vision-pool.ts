/** A pool of threads that run the models: bounded in time, healed when one crashes or is late. */
import { Worker } from 'node:worker_threads'
import type { Logger } from '../lib/log.ts'
import type { CheckKind, FactsByKind } from '../steps/facts.ts'

export interface VisionRequest {
  readonly kind: CheckKind
  readonly pictures: Readonly<Record<string, Uint8Array>>
}

export type VisionAnswer = VisionFacts | { readonly failed: string }

export interface VisionFacts<F = unknown> {
  readonly facts: F
  /** SHA-256 of the models that the facts rest on, by name. */
  readonly models?: Readonly<Record<string, string>>
  /** Files to be kept beside the facts: JPEG bytes by name. */
  readonly attachments?: Readonly<Record<string, Uint8Array>>
}

/** The models could not measure: they threw or took their thread with them (`crashed`), or ran too long (`timeout`). */
export class VisionError extends Error {
  override readonly name = 'VisionError'
  readonly reason: 'crashed' | 'timeout'
  constructor(reason: 'crashed' | 'timeout', message: string) {
    super(message)
    this.reason = reason
  }
}

interface PoolOptions {
  readonly threads: number
  /** Longest run of one check, the loading of the models included. */
  readonly timeoutMs: number
  readonly log: Logger
  /** The thread's code; another one in tests of crashes. */
  readonly entry?: URL
}

interface Task {
  readonly request: VisionRequest
  readonly resolve: (answer: VisionFacts) => void
  readonly reject: (error: Error) => void
}

const ENTRY = new URL('./vision-thread.ts', import.meta.url)

/** Threads start with the first check that needs them, so that an idle server holds no models. */
export class VisionPool {
  readonly #options: PoolOptions
  readonly #waiting: Task[] = []
  readonly #idle: Worker[] = []
  readonly #threads = new Set<Worker>()
  /** Those that ran too long: they get no check any more. */
  readonly #late = new Set<Worker>()
  #closed = false

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** Measures one check; throws `VisionError`. */
  run<K extends CheckKind>(kind: K, pictures: VisionRequest['pictures']): Promise<VisionFacts<FactsByKind[K]>> {
    if (this.#closed) return Promise.reject(new VisionError('crashed', 'The pool is closed'))
    return new Promise((resolve, reject) => {
      // The thread answers with the facts of the kind that it was asked for.
      const done = (answer: VisionFacts) => resolve(answer as VisionFacts<FactsByKind[K]>)
      this.#waiting.push({ request: { kind, pictures }, resolve: done, reject })
      this.#assign()
    })
  }

  /** Ends every thread; what was under way fails. */
  async close(): Promise<void> {
    this.#closed = true
    for (const task of this.#waiting.splice(0)) task.reject(new VisionError('crashed', 'The pool is closed'))
    await Promise.all([...this.#threads, ...this.#late].map((thread) => thread.terminate()))
  }

  #assign(): void {
    while (this.#waiting.length > 0 && !this.#closed) {
      const thread = this.#idle.pop() ?? this.#startThread()
      if (!thread) return
      const task = this.#waiting.shift()
      if (task) this.#hand(thread, task)
    }
  }

  #startThread(): Worker | undefined {
    if (this.#threads.size >= this.#options.threads) return undefined
    const thread = new Worker(this.#options.entry ?? ENTRY)
    this.#threads.add(thread)
    thread.on('error', (err) => this.#options.log.error({ err }, 'vision thread failed'))
    thread.once('exit', () => {
      this.#threads.delete(thread)
      this.#late.delete(thread)
      const place = this.#idle.indexOf(thread)
      if (place >= 0) this.#idle.splice(place, 1)
      this.#assign()
    })
    return thread
  }

  #hand(thread: Worker, task: Task): void {
    const settle = (finish: () => void) => {
      clearTimeout(timer)
      thread.off('message', onMessage)
      thread.off('exit', onExit)
      finish()
    }
    const onMessage = (answer: VisionAnswer) => {
      settle(() => ('facts' in answer ? task.resolve(answer) : task.reject(new VisionError('crashed', answer.failed))))
      this.#idle.push(thread)
      this.#assign()
    }
    const onExit = () => settle(() => task.reject(new VisionError('crashed', 'The thread ended')))
    const timer = setTimeout(() => {
      settle(() => task.reject(new VisionError('timeout', `No answer within ${this.#options.timeoutMs} ms`)))
      this.#giveUp(thread)
    }, this.#options.timeoutMs)
    thread.on('message', onMessage)
    thread.once('exit', onExit)
    thread.postMessage(task.request)
  }

  /**
   * A model cannot be interrupted: ended in the middle of its native code, a thread takes the process with it. So the
   * next check gets another thread, and the late one is ended when it answers, or after as long again.
   */
  #giveUp(thread: Worker): void {
    this.#threads.delete(thread)
    this.#late.add(thread)
    const timer = setTimeout(() => void thread.terminate(), this.#options.timeoutMs).unref()
    thread.once('message', () => void thread.terminate())
    thread.once('exit', () => clearTimeout(timer))
    this.#assign()
  }
}
