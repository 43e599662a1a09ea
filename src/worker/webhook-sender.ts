/** Sends webhooks as they become due, many at a time; a slow receiver holds up its own and nobody else's. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context.ts'
import type { GuardedPost } from '../lib/guarded-post.ts'
import { deliver, type Message, takeMessages } from '../services/webhooks/deliver.ts'
import type { WriteBody } from '../services/webhooks/message.ts'

/** Requests at once. */
const PLACES = 128
/** Between two looks: what ends or becomes due together is taken together. */
const GATHER_MS = 10
/** What is due by a notification that was lost, or by a pause that is over, waits no longer. */
const POLL_MS = 1000

/** One for each process that has the role of a worker. */
export class WebhookSender {
  readonly #ctx: Context
  readonly #writeBody: WriteBody
  readonly #post: GuardedPost
  readonly #sending = new Set<Promise<void>>()
  readonly #stopping = new AbortController()
  readonly #loop: Promise<void>
  #woken = Promise.withResolvers<void>()

  constructor(ctx: Context, post: GuardedPost, writeBody: WriteBody) {
    this.#ctx = ctx
    this.#post = post
    this.#writeBody = writeBody
    this.#loop = this.#run()
  }

  /** Looks now: something may be due. */
  wake(): void {
    this.#woken.resolve()
  }

  /** Takes nothing more, and lets what is under way end. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    this.wake()
    await this.#loop
    await Promise.all(this.#sending)
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const free = PLACES - this.#sending.size
      // Before the look, so that no notification falls in between.
      this.#woken = Promise.withResolvers()
      const taken = free > 0 ? await this.#take(free) : 0
      if (taken === 0) await this.#rest()
    }
  }

  async #take(most: number): Promise<number> {
    try {
      const messages = await takeMessages(this.#ctx, most, this.#writeBody)
      for (const message of messages) this.#send(message)
      return messages.length
    } catch (err) {
      this.#ctx.log.warn({ err }, 'webhooks that are due could not be taken')
      return 0
    }
  }

  #send(message: Message): void {
    const sent = deliver(this.#ctx, this.#post, message)
      .catch((err) =>
        this.#ctx.log.warn({ err, deliveryId: message.delivery.id }, 'an attempt of a webhook was not kept'),
      )
      .finally(() => {
        this.#sending.delete(sent)
        // The next of its session, or of its endpoint, may be sent now.
        this.wake()
      })
    this.#sending.add(sent)
  }

  async #rest(): Promise<void> {
    const isOver = new AbortController()
    const poll = sleep(POLL_MS, undefined, { signal: isOver.signal }).catch(() => undefined)
    await Promise.race([this.#woken.promise, poll])
    isOver.abort()
    await sleep(GATHER_MS)
  }
}
