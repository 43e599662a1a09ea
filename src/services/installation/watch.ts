/** Compares a running server with its installation, every minute. */
import type { Context } from '../../context.ts'
import { findNewestVersion } from '../../db/migration-files.ts'
import { findSchemaDifference, findSecretDifference, findStoreDifference } from './difference.ts'
import { readSchemaState } from './queries.ts'

const EVERY_MS = 60_000

/** What readiness asks: whether this node is still one of the installation. */
export class InstallationWatch {
  readonly #ctx: Context
  readonly #schema: { readonly begunWith: number; readonly newest: number }
  readonly #timer: NodeJS.Timeout
  #difference: string | undefined
  #looking: Promise<void> | undefined

  private constructor(ctx: Context, schema: { begunWith: number; newest: number }) {
    this.#ctx = ctx
    this.#schema = schema
    this.#timer = setInterval(() => void this.look(), EVERY_MS)
    this.#timer.unref()
  }

  /** Call after `joinInstallation`. */
  static async start(ctx: Context): Promise<InstallationWatch> {
    return new InstallationWatch(ctx, {
      begunWith: (await readSchemaState(ctx.db)).version,
      newest: await findNewestVersion(),
    })
  }

  /**
   * In what this node differs from the installation, in words for the operator; undefined when it does not. Of a store or a
   * database that is away it says nothing new.
   */
  get difference(): string | undefined {
    return this.#difference
  }

  /** Compares now; while it is compared already, resolves when that has ended. Never throws. */
  look(): Promise<void> {
    this.#looking ??= this.#compare().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
  }

  async #compare(): Promise<void> {
    const { log } = this.#ctx
    try {
      this.#difference =
        (await findSecretDifference(this.#ctx)) ??
        (await findSchemaDifference(this.#ctx, this.#schema)) ??
        (await findStoreDifference(this.#ctx))
      if (this.#difference !== undefined) {
        log.error({ difference: this.#difference }, 'this node is not one of its installation')
      }
    } catch (err) {
      log.warn({ err }, 'this node could not be compared with its installation')
    }
  }
}
