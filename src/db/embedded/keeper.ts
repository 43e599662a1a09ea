/** Keeps the embedded server running: one that dies is started again on the same port, until it dies too often. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Health } from '../../lib/health.ts'
import { type Cluster, launchCluster, stopCluster } from './cluster.ts'
import { defusePidFile, findPostmaster } from './postmaster.ts'

export interface KeeperBounds {
  readonly lookEveryMs: number
  /** One that lived for so long had a cause of its own for its death. */
  readonly longLifeMs: number
  /** Before the second start; it doubles with each. */
  readonly firstPauseMs: number
  readonly maxPauseMs: number
  readonly maxQuickDeaths: number
}

/** The pauses take a minute in all. */
const BOUNDS: KeeperBounds = {
  lookEveryMs: 500,
  longLifeMs: 120_000,
  firstPauseMs: 1_000,
  maxPauseMs: 15_000,
  maxQuickDeaths: 8,
}

/** Looks at the process itself, since one that was adopted is no child of ours. */
export class ClusterKeeper {
  readonly #cluster: Cluster
  readonly #port: number
  readonly #health: Health
  readonly #bounds: KeeperBounds
  readonly #ended: Promise<void>
  readonly #stopping = new AbortController()

  /** Keeps the server that runs on the cluster and listens on `port`, which every pool knows it by. */
  constructor(cluster: Cluster, port: number, health: Health, bounds: KeeperBounds = BOUNDS) {
    this.#cluster = cluster
    this.#port = port
    this.#health = health
    this.#bounds = bounds
    this.#ended = this.#keep()
  }

  /** Stops the server, and one that is being started again. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await stopCluster(this.#cluster)
    await this.#ended
    // One that was spawned in between.
    if (await findPostmaster(this.#cluster.record.folder)) await stopCluster(this.#cluster)
  }

  async #keep(): Promise<void> {
    const { longLifeMs, maxQuickDeaths } = this.#bounds
    let bornAtMs = performance.now()
    let quickDeaths = 0
    while (await this.#dies()) {
      quickDeaths = performance.now() - bornAtMs > longLifeMs ? 1 : quickDeaths + 1
      if (quickDeaths > maxQuickDeaths) return this.#giveUp()
      this.#cluster.log.error({ quickDeaths }, 'the embedded database ended by itself and is started again')
      this.#health.ail('database', 'The embedded database ended and is started again')
      await this.#pause(quickDeaths)
      bornAtMs = performance.now()
      if (!this.#stopping.signal.aborted && (await this.#startAgain())) this.#health.recover('database')
    }
  }

  #giveUp(): void {
    const logs = join(this.#cluster.record.folder, 'log')
    this.#health.giveUp('database', `The embedded database ends as often as it is started: ${logs} says why.`)
  }

  /** The first death is mended at once. */
  async #pause(quickDeaths: number): Promise<void> {
    const { firstPauseMs, maxPauseMs } = this.#bounds
    const pauseMs = quickDeaths === 1 ? 0 : Math.min(maxPauseMs, firstPauseMs * 2 ** (quickDeaths - 2))
    await this.#sleep(pauseMs)
  }

  /** Resolves to true when the server is gone, to false when it was stopped. */
  async #dies(): Promise<boolean> {
    while (!this.#stopping.signal.aborted) {
      await this.#sleep(this.#bounds.lookEveryMs)
      if (!this.#stopping.signal.aborted && !(await findPostmaster(this.#cluster.record.folder))) return true
    }
    return false
  }

  async #startAgain(): Promise<boolean> {
    try {
      await defusePidFile(this.#cluster.record.folder)
      await launchCluster(this.#cluster, this.#port)
      return true
    } catch (err) {
      if (!this.#stopping.signal.aborted)
        this.#cluster.log.error({ err }, 'the embedded database could not be started again')
      return false
    }
  }

  /** Ends early when the server is stopped; the server is kept for as long as something else keeps this process. */
  async #sleep(ms: number): Promise<void> {
    await sleep(ms, undefined, { ref: false, signal: this.#stopping.signal }).catch(() => undefined)
  }
}
