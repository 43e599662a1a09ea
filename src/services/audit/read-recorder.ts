/** Notes reads of applicants' data in memory and writes them into the audit log together, once a second. */
import type { Context } from '../../context.ts'
import { withinOrganization } from '../../db/reach.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { OrganizationId } from '../../lib/ids.ts'
import { RepeatedWork } from '../../lib/repeated-work.ts'
import { type Counted, Tally } from '../../lib/tally.ts'
import { type AuditAction, type AuditEntry, appendAudit } from './record.ts'

const FLUSH_INTERVAL_MS = 1000
/** Equal reads that follow the first within it are a row together. */
const PERIOD_MS = 10_000
/** Rows that wait: about 20 MB. While so many wait, nobody reads on. */
const MAX_WAITING = 20_000
/** Rows of one commit, for which the other acts of the organization wait: 0.27 ms a row, measured on two busy cores. */
const BATCH = 100
/** How long an organization's reads go on while its rows cannot be written. */
const MAX_UNWRITTEN_MS = 30_000

/** One read; its details hold what was asked for and how many came, and no value that may be personal. */
export interface ReadEntry extends Omit<AuditEntry, 'at'> {
  readonly action: Extract<AuditAction, 'session.read' | 'session.list' | 'audit.read' | 'evidence.view'>
}

interface NotedRead extends ReadEntry {
  readonly at: Date
}

/** What a server knows of reads that are not written yet. Made once; closed when no request comes any more. */
export class ReadRecorder {
  readonly #ctx: Pick<Context, 'db' | 'clock' | 'log'>
  readonly #tally = new Tally<NotedRead>({ periodMs: PERIOD_MS, most: MAX_WAITING })
  readonly #flushing: RepeatedWork
  /** Since when the rows of an organization cannot be written. */
  readonly #failingSinceMs = new Map<OrganizationId, number>()

  constructor(ctx: Pick<Context, 'db' | 'clock' | 'log'>) {
    this.#ctx = ctx
    this.#flushing = new RepeatedWork(() => this.#writeDue(ctx.clock.nowMs()), FLUSH_INTERVAL_MS)
  }

  /**
   * Throws `audit_unavailable` when the organization's rows have waited for too long, or too many wait in all: ask before an
   * applicant's data is read, so that nothing is shown that will never be on record.
   */
  requireWritable(organizationId: OrganizationId): void {
    const sinceMs = this.#failingSinceMs.get(organizationId)
    const isLate = sinceMs !== undefined && this.#ctx.clock.nowMs() - sinceMs >= MAX_UNWRITTEN_MS
    if (isLate || this.#tally.isFull) throw new AppError('audit_unavailable')
  }

  /** Notes a read before its answer is sent; a memory write and nothing else. Throws `audit_unavailable` without room. */
  note(read: ReadEntry): void {
    const { organizationId, actorKind, actorId, action, targetId, ip, details } = read
    const key = JSON.stringify([organizationId, actorKind, actorId, action, targetId, ip, details])
    const at = nowDate(this.#ctx.clock)
    if (!this.#tally.add(key, { ...read, at }, at.getTime())) throw new AppError('audit_unavailable')
  }

  /** Writes what is due. Never throws. */
  flush(): Promise<void> {
    return this.#flushing.run()
  }

  /** Writes all that waits, for the last time; the log says how many rows are lost. */
  async close(): Promise<void> {
    await this.#flushing.close()
    await this.#writeDue(Number.POSITIVE_INFINITY)
    if (this.#tally.size > 0) this.#ctx.log.error({ rows: this.#tally.size }, 'reads are lost to the audit log')
  }

  async #writeDue(nowMs: number): Promise<void> {
    const byOrganization = Map.groupBy(this.#tally.take(nowMs), ({ value }) => value.organizationId)
    for (const [organizationId, reads] of byOrganization) {
      for (let start = 0; start < reads.length; start += BATCH) {
        const batch = reads.slice(start, start + BATCH)
        if (await this.#writeBatch(organizationId, batch)) continue
        this.#tally.putBack(reads.slice(start))
        break
      }
    }
  }

  /** Each organization for itself: rows of one that cannot be written keep nobody else from reading. */
  async #writeBatch(organizationId: OrganizationId, reads: ReadonlyArray<Counted<NotedRead>>): Promise<boolean> {
    try {
      await withinOrganization(organizationId, () => appendAudit(this.#ctx, reads.map(toEntry)))
      this.#failingSinceMs.delete(organizationId)
      return true
    } catch (err) {
      const nowMs = this.#ctx.clock.nowMs()
      const sinceMs = this.#failingSinceMs.get(organizationId) ?? nowMs
      this.#failingSinceMs.set(organizationId, sinceMs)
      const fields = { err, organizationId, rows: reads.length, failingForMs: nowMs - sinceMs }
      this.#ctx.log.error(fields, 'reads could not be written to the audit log')
      return false
    }
  }
}

function toEntry({ value, times }: Counted<NotedRead>): AuditEntry {
  return { ...value, details: { ...value.details, ...(times > 1 && { times }) } }
}
