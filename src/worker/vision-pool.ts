/** Runs the models in child processes: one that crashes or is late fails its own check, and nothing else. */
import { ChildError, type ChildFailure, ChildPool } from '../children/child-pool.ts'
import type { ChildCode } from '../children/privileges.ts'
import type { StartChild } from '../children/start-child.ts'
import type { Logger } from '../lib/log.ts'
import type { CheckKind, FactsByKind } from '../steps/facts.ts'

export interface VisionRequest {
  readonly kind: CheckKind
  readonly pictures: Readonly<Record<string, Uint8Array>>
}

export interface VisionFacts<F = unknown> {
  readonly facts: F
  /** SHA-256 of the models that the facts rest on, by name. */
  readonly models?: Readonly<Record<string, string>>
  /** Files to be kept beside the facts: JPEG bytes by name. */
  readonly attachments?: Readonly<Record<string, Uint8Array>>
}

/**
 * The models could not measure: they threw or took their process with them (`crashed`), or ran too long (`timeout`). Or it was
 * no doing of theirs (`interrupted`): their process was killed or could not be started, or the pool was closed.
 */
export class VisionError extends Error {
  override readonly name = 'VisionError'
  readonly reason: 'crashed' | 'timeout' | 'interrupted'
  constructor(reason: VisionError['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

interface PoolOptions {
  /** Most children. */
  readonly size: number
  /** Longest run of one check, the loading of the models included. */
  readonly timeoutMs: number
  readonly log: Logger
  /** The children's code; another one in tests of crashes. */
  readonly entry?: URL | undefined
  /** Starts a child; unset: here. */
  readonly startChild?: StartChild | undefined
}

/** Models take 400 MB, a check of large pictures as much again, and a hostile PDF 350 MB. */
export const VISION_CODE: ChildCode = {
  entry: new URL('./vision-child.ts', import.meta.url),
  bounds: { memoryBytes: 1_500_000_000, heapMegabytes: 256 },
}
/** Loading the models again costs about a second. */
const MAX_ANSWERS = 1000
/** There are never more checks than children, so nobody waits for a turn here. */
const EVERYBODY = 'checks'

const OWN_FAULTS: { readonly [R in ChildFailure]?: VisionError['reason'] } = {
  failed: 'crashed',
  crashed: 'crashed',
  timeout: 'timeout',
}

/** Children start with the first check that needs them, so that an idle server holds no models. */
export class VisionPool {
  readonly #pool: ChildPool

  constructor({ size, timeoutMs, log, startChild, entry = VISION_CODE.entry }: PoolOptions) {
    const options = { code: { ...VISION_CODE, entry }, startChild, size, timeoutMs, maxAnswers: MAX_ANSWERS }
    this.#pool = new ChildPool({ ...options, log: log.child({ module: 'vision' }) })
  }

  /** The process numbers of the children that live. */
  get pids(): readonly number[] {
    return this.#pool.pids
  }

  /** Measures one check; throws `VisionError`. */
  async run<K extends CheckKind>(kind: K, pictures: VisionRequest['pictures']): Promise<VisionFacts<FactsByKind[K]>> {
    try {
      const { body, files } = await this.#pool.run(EVERYBODY, { body: { kind }, files: pictures })
      // The child answers with the facts of the kind that it was asked for.
      const answer = body as Pick<VisionFacts<FactsByKind[K]>, 'facts' | 'models'>
      return { ...answer, ...(Object.keys(files).length > 0 && { attachments: files }) }
    } catch (error) {
      if (!(error instanceof ChildError)) throw error
      throw new VisionError(OWN_FAULTS[error.reason] ?? 'interrupted', error.message)
    }
  }

  /** Ends every child; what was under way fails. */
  close(): Promise<void> {
    return this.#pool.close()
  }
}
