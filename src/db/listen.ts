/** Hears PostgreSQL's notifications on one connection of its own, and mends that connection when it breaks. */
import pg from 'pg'
import type { Logger } from '../lib/log.ts'
import { CONNECTION_BOUNDS } from './pool.ts'

/** Gets the payload of each notification, in the order of the commits that sent them. Must not throw. */
type NotificationHandler = (payload: string) => void

export interface Listener {
  /**
   * Calls `handler` for each notification on `channel`, from the moment that the promise resolves. While the
   * connection is down it resolves at once, and the channel is heard from the reconnection on.
   */
  on(channel: string, handler: NotificationHandler): Promise<void>
  /** Calls `handler` after each reconnection: notifications may have been lost, so whoever caches must forget. */
  onReconnect(handler: () => void): void
  close(): Promise<void>
}

const FIRST_PAUSE_MS = 50
const MAX_PAUSE_MS = 5_000

/** A connection that only listens would never learn that the other side is gone: it asks now and then. */
const HEARTBEAT_MS = 10_000
const HEARTBEAT_TIMEOUT_MS = 5_000

/** Opens the listening connection; throws when the first attempt fails, and reconnects for ever after that. */
export async function openListener(url: string, log: Logger): Promise<Listener> {
  const listener = new ReconnectingListener(url, log)
  await listener.open()
  return listener
}

class ReconnectingListener implements Listener {
  readonly #url: string
  readonly #log: Logger
  readonly #handlers = new Map<string, NotificationHandler[]>()
  readonly #reconnectHandlers: (() => void)[] = []
  /** Undefined while disconnected. */
  #client: pg.Client | undefined
  #timer: NodeJS.Timeout | undefined
  #failures = 0
  #isClosed = false

  constructor(url: string, log: Logger) {
    this.#url = url
    this.#log = log
  }

  async open(): Promise<void> {
    const client = new pg.Client({
      ...CONNECTION_BOUNDS,
      connectionString: this.#url,
      application_name: 'openidv-listen',
      query_timeout: HEARTBEAT_TIMEOUT_MS,
    })
    client.on('error', (err) => this.#log.debug({ err }, 'listening connection broke'))
    client.on('end', () => this.#reconnectLater(client))
    client.on('notification', ({ channel, payload = '' }) => {
      for (const handler of this.#handlers.get(channel) ?? []) handler(payload)
    })
    try {
      await client.connect()
      for (const channel of this.#handlers.keys()) await listen(client, channel)
    } catch (error) {
      client.end().catch(() => undefined)
      throw error
    }
    if (this.#isClosed) return client.end()
    this.#client = client
    this.#failures = 0
    this.#timer = setTimeout(() => this.#beat(client), HEARTBEAT_MS)
  }

  async on(channel: string, handler: NotificationHandler): Promise<void> {
    const handlers = this.#handlers.get(channel)
    if (handlers) handlers.push(handler)
    else this.#handlers.set(channel, [handler])
    // A failure here is a broken connection, whose successor listens to every channel of the map.
    if (this.#client) await listen(this.#client, channel).catch(() => undefined)
  }

  onReconnect(handler: () => void): void {
    this.#reconnectHandlers.push(handler)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    const client = this.#client
    this.#client = undefined
    await client?.end()
  }

  async #beat(client: pg.Client): Promise<void> {
    try {
      await client.query('select 1')
      if (this.#client === client) this.#timer = setTimeout(() => this.#beat(client), HEARTBEAT_MS)
    } catch {
      this.#reconnectLater(client)
      client.end().catch(() => undefined)
    }
  }

  /** Only the connection in use has a successor: one that never was, or was given up, ends without a sequel. */
  #reconnectLater(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = undefined
    clearTimeout(this.#timer)
    this.#log.warn('listening connection lost')
    this.#scheduleReconnect()
  }

  #scheduleReconnect(): void {
    const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures)
    this.#timer = setTimeout(() => this.#reconnect(), pauseMs * (0.5 + Math.random() / 2))
  }

  async #reconnect(): Promise<void> {
    try {
      await this.open()
    } catch (err) {
      this.#failures += 1
      this.#log.warn({ err, failures: this.#failures }, 'listening connection cannot be restored yet')
      if (!this.#isClosed) this.#scheduleReconnect()
      return
    }
    if (this.#isClosed) return
    this.#log.info('listening connection restored')
    for (const handler of this.#reconnectHandlers) handler()
  }
}

async function listen(client: pg.Client, channel: string): Promise<void> {
  await client.query(`listen ${pg.escapeIdentifier(channel)}`)
}
