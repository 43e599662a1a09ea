/** Judges how hard a password is to guess, offline, in a thread of its own that is started when it is first needed. */
import { Worker } from 'node:worker_threads'

export interface JudgeQuestion {
  readonly id: number
  readonly password: string
  /** What a guesser would try first: the person's name and address, the product's words. */
  readonly words: readonly string[]
}

export interface JudgeAnswer {
  readonly id: number
  /** 0 to 4; 3 takes about 10⁸ guesses, which argon2id makes expensive (zxcvbn, Wheeler 2016). */
  readonly score: number
  /** A sentence about why it is weak, where there is one. */
  readonly warning: string | undefined
}

let thread: Worker | undefined
let asked = 0
const waiting = new Map<number, { resolve(answer: JudgeAnswer): void; reject(error: unknown): void }>()

/** The judgement of one password; the thread does not keep the process alive. */
export function judgePassword(password: string, words: readonly string[]): Promise<JudgeAnswer> {
  thread ??= startThread()
  const id = ++asked
  const { promise, resolve, reject } = Promise.withResolvers<JudgeAnswer>()
  waiting.set(id, { resolve, reject })
  thread.ref()
  thread.postMessage({ id, password, words } satisfies JudgeQuestion)
  return promise
}

function startThread(): Worker {
  const worker = new Worker(new URL('judge-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  worker.on('message', (answer: JudgeAnswer) => {
    waiting.get(answer.id)?.resolve(answer)
    forget(worker, answer.id)
  })
  // The next question starts another one.
  worker.on('error', (error) => {
    thread = undefined
    for (const [id, { reject }] of waiting) {
      reject(error)
      waiting.delete(id)
    }
  })
  return worker
}

function forget(worker: Worker, id: number): void {
  waiting.delete(id)
  if (waiting.size === 0) worker.unref()
}
