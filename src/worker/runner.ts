/** Runs the jobs: claims them from the database, one handler for each kind. */
import { Logger as QueueLogger, type Task, type TaskList } from 'graphile-worker'
import type { Context } from '../context.ts'
import { withQueryDeadline } from '../db/deadline.ts'
import type { Health } from '../lib/health.ts'
import type { Logger } from '../lib/log.ts'
import { HeadsPublisher } from '../services/audit/heads.ts'
import { sealChains } from '../services/audit/seal-chains.ts'
import { freeChecks, listClaimants } from '../services/checks/claim.ts'
import { eraseDueOrganizations } from '../services/deletion/erase.ts'
import { eraseDirectEvidence } from '../services/evidence/erase-direct.ts'
import { removeAllReplaced } from '../services/evidence/remove-replaced.ts'
import { eraseIdempotencyKeys } from '../services/idempotency/attempt.ts'
import { sweepFiles } from '../services/installation/sweep-files.ts'
import { eraseRequests } from '../services/request-logs/erase.ts'
import { closeAbandonedChecks } from '../services/runs/finish-check.ts'
import { freezeFindings } from '../services/runs/freeze.ts'
import { expireSessions } from '../services/sessions/expire.ts'
import { CheckDesk } from './check-desk.ts'
import { JobQueue } from './job-queue.ts'
import type { QueueOptions } from './queue-run.ts'
import { QueueWatch } from './queue-watch.ts'
import type { VisionPool } from './vision-pool.ts'
import { openWorkerLocks, type WorkerLocks } from './worker-locks.ts'

export interface JobWorker {
  /** Lets running jobs end, then stops. */
  stop(): Promise<void>
}

/** When our own jobs run, in UTC. Erasing an organization may take hours: the next run waits in the queue, once. */
const CRONTAB = `
* * * * * expire_sessions
* * * * * close_abandoned_checks
* * * * * freeze_findings
* * * * * seal_audit_log ?queue=audit_log&jobKey=seal_audit_log
*/5 * * * * publish_audit_heads ?queue=audit_log&jobKey=publish_audit_heads
17 * * * * erase_direct_evidence
*/10 * * * * remove_replaced_evidence
37 * * * * erase_idempotency_keys
47 3 * * * sweep_files ?queue=sweep_files&jobKey=sweep_files
7 * * * * erase_requests
*/10 * * * * erase_organizations ?queue=erase_organizations&jobKey=erase_organizations
`
const RECOVER_EVERY_MS = 10_000
/** Jobs look at many rows, and nobody waits for one of their queries. */
const QUERY_TIMEOUT_MS = 30_000

interface WorkerOptions {
  /** Of the database, for connections of its own. */
  readonly url: string
  readonly pool: VisionPool
  /** Checks at once: as many as the pool has children. */
  readonly concurrency: number
  readonly health: Health
}

/** Starts the worker, and the watch over its queue. */
export async function startJobWorker(ctx: Context, options: WorkerOptions): Promise<JobWorker> {
  const { url, pool, concurrency, health } = options
  const locks = await openWorkerLocks(url, ctx.log)
  const desk = new CheckDesk(ctx, pool, concurrency)
  const queueOptions: QueueOptions = {
    // One more than the children, so that our own short jobs never wait for a picture.
    concurrency: concurrency + 1,
    pollInterval: 2000,
    crontab: CRONTAB,
    taskList: withDeadlines(taskList(ctx, desk)),
    logger: toQueueLogger(ctx.log),
  }
  const queue = await JobQueue.start(url, queueOptions, locks, ctx.log)
  const watch = new QueueWatch(ctx.db, queue, health, ctx.log)
  const timer = setInterval(
    () => void withQueryDeadline(QUERY_TIMEOUT_MS, () => recoverJobs(ctx, locks, desk)),
    RECOVER_EVERY_MS,
  )
  timer.unref()
  return { stop: () => stopWorker(watch, queue, locks, timer) }
}

function taskList(ctx: Context, desk: CheckDesk): TaskList {
  const heads = new HeadsPublisher(ctx)
  return {
    // Which check it is, is decided when its turn comes; the worker is the name that it marks as living.
    run_check: async (_payload, { job }) => desk.serve(job.locked_by ?? ''),
    seal_audit_log: async () => void (await sealChains(ctx)),
    publish_audit_heads: () => heads.publish(),
    expire_sessions: async () => void (await expireSessions(ctx)),
    close_abandoned_checks: async () => void (await closeAbandonedChecks(ctx)),
    freeze_findings: async () => void (await freezeFindings(ctx)),
    remove_replaced_evidence: async () => void (await removeAllReplaced(ctx)),
    sweep_files: async () => void (await sweepFiles(ctx)),
    erase_direct_evidence: async () => void (await eraseDirectEvidence(ctx)),
    erase_organizations: async (_payload, { abortSignal }) =>
      void (await eraseDueOrganizations(ctx, { signal: abortSignal })),
    erase_requests: async () => void (await eraseRequests(ctx)),
    erase_idempotency_keys: async () => void (await eraseIdempotencyKeys(ctx)),
  }
}

function withDeadlines(tasks: TaskList): TaskList {
  const bounded = Object.entries(tasks).map(([name, task]): [string, Task | undefined] => [
    name,
    task && ((payload, helpers) => withQueryDeadline(QUERY_TIMEOUT_MS, () => task(payload, helpers))),
  ])
  return Object.fromEntries(bounded)
}

async function recoverJobs(ctx: Context, locks: WorkerLocks, desk: CheckDesk): Promise<void> {
  try {
    await desk.freeLeft()
    const freed = await locks.releaseJobsOfDeadWorkers(await listClaimants(ctx))
    await freeChecks(ctx, freed)
    if (freed.length > 0) ctx.log.warn({ workers: freed.length }, 'jobs of dead workers run again')
  } catch (err) {
    ctx.log.warn({ err }, 'could not look for dead workers')
  }
}

async function stopWorker(
  watch: QueueWatch,
  queue: JobQueue,
  locks: WorkerLocks,
  timer: NodeJS.Timeout,
): Promise<void> {
  clearInterval(timer)
  watch.close()
  await queue.stop()
  await locks.close()
}

/** The queue's own lines, at their levels; its payloads hold ids only. */
function toQueueLogger(log: Logger): QueueLogger {
  const child = log.child({ module: 'jobs' })
  const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const
  return new QueueLogger(() => (level, message) => child[levels[level]](message))
}
