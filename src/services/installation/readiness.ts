/** Tells load balancers whether requests should come to this process. */
import { mkdir, statfs } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../../context.ts'
import { requireWritable } from '../../db/require-writable.ts'
import type { Health } from '../../lib/health.ts'
import { probeBlobs } from './probe.ts'

/** What must work, each by itself. */
const READY_PARTS = ['database', 'files', 'jobs', 'installation', 'disk', 'process'] as const
export type ReadyPart = (typeof READY_PARTS)[number]

export interface ReadyState {
  readonly isReady: boolean
  readonly parts: Readonly<Record<ReadyPart, 'ok' | 'failing'>>
}

/** Asked more often, the last answer is given again: whoever can reach the route cannot load the database by it. */
const KEPT_MS = 2_000
/** A part that has not answered by then does not work. */
const DEADLINE_MS = 3_000
/** Of the disk of the data folder: enough for a database to write on for a while. */
const MIN_FREE_BYTES = 256 * 1024 * 1024

type Node = Pick<Context, 'config' | 'db' | 'blobs' | 'log'>

export class Readiness {
  readonly #node: Node
  readonly #health: Pick<Health, 'troubles'>
  readonly #installation: { readonly difference: string | undefined }
  #isStopping = false
  #last: { readonly atMs: number; readonly state: Promise<ReadyState> } | undefined
  #known: ReadyState | undefined
  #told = ''

  constructor(node: Node, health: Pick<Health, 'troubles'>, installation: { readonly difference: string | undefined }) {
    this.#node = node
    this.#health = health
    this.#installation = installation
  }

  /** From here on this process is not ready, whatever works; who asks is not let wait for the other parts. */
  stop(): void {
    this.#isStopping = true
    this.#tell('process: it is being stopped')
  }

  get isStopping(): boolean {
    return this.#isStopping
  }

  /** At most two seconds old. Never throws; what fails is told to the log, once each time that it changes. */
  async look(): Promise<ReadyState> {
    if (this.#isStopping && this.#known) return toStopped(this.#known)
    const nowMs = performance.now()
    if (!this.#last || nowMs - this.#last.atMs > KEPT_MS) this.#last = { atMs: nowMs, state: this.#look() }
    this.#known = await this.#last.state
    // The stop may have begun meanwhile.
    return this.#isStopping ? toStopped(this.#known) : this.#known
  }

  async #look(): Promise<ReadyState> {
    const checks: Record<ReadyPart, () => Promise<void> | void> = {
      database: () => requireWritable(this.#node.db),
      files: () => probeBlobs(this.#node.blobs),
      jobs: () => refuseIf(this.#health.troubles.map(({ why }) => why).join('; ')),
      installation: () => refuseIf(this.#installation.difference ?? ''),
      disk: () => requireDisk(this.#node.config.dataDir),
      // What stops is not looked at any more: see toStopped.
      process: () => undefined,
    }
    const whys = await Promise.all(READY_PARTS.map(async (part) => [part, await findFault(checks[part])] as const))
    if (!this.#isStopping) {
      this.#tell(whys.flatMap(([part, why]) => (why === undefined ? [] : `${part}: ${why}`)).join(' | '))
    }
    const parts = Object.fromEntries(whys.map(([part, why]) => [part, why === undefined ? 'ok' : 'failing']))
    return { isReady: whys.every(([, why]) => why === undefined), parts: parts as ReadyState['parts'] }
  }

  #tell(why: string): void {
    if (why === this.#told) return
    this.#told = why
    const { log } = this.#node
    if (why === '') log.info('this process is ready again')
    else if (this.#isStopping) log.info('this process is not ready any more: it is being stopped')
    else log.error({ why }, 'this process is not ready')
  }
}

function toStopped({ parts }: ReadyState): ReadyState {
  return { isReady: false, parts: { ...parts, process: 'failing' } }
}

/** Undefined when it works; else why not, for the operator. */
async function findFault(check: () => Promise<void> | void): Promise<string | undefined> {
  const ended = new AbortController()
  const tooLate = sleep(DEADLINE_MS, `no answer within ${DEADLINE_MS / 1000} s`, { ref: false, signal: ended.signal })
  const checked = (async () => check())().then(() => undefined, toWhy)
  try {
    return await Promise.race([checked, tooLate])
  } finally {
    tooLate.catch(() => undefined)
    ended.abort()
  }
}

function toWhy(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

function refuseIf(why: string): void {
  if (why !== '') throw new Error(why)
}

async function requireDisk(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < MIN_FREE_BYTES)
    throw new Error(`less than ${MIN_FREE_BYTES / 1024 / 1024} MiB are free in ${folder}`)
}
