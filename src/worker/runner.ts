/** Runs the jobs that are this process's: claims them from the database, checks apart from our own. */
import { Logger as QueueLogger, type Task, type TaskList } from 'graphile-worker'
import type { Context } from '../context.ts'
import { withQueryDeadline } from '../db/deadline.ts'
import type { Health, QueuePart } from '../lib/health.ts'
import type { Logger } from '../lib/log.ts'
import type { Roles } from '../lib/roles.ts'
import { freeChecks, listClaimants } from '../services/checks/claim.ts'
import { CheckDesk } from './check-desk.ts'
import { JobQueue } from './job-queue.ts'
import { listOwnJobs, OWN_CRONTAB } from './own-jobs.ts'
import { QueueWatch } from './queue-watch.ts'
import type { VisionPool } from './vision-pool.ts'
import { openWorkerLocks, type WorkerLocks } from './worker-locks.ts'

export interface JobWorker {
  /** Lets running jobs end, then stops. */
  stop(): Promise<void>
}

const POLL_INTERVAL_MS = 2000
/** One may take hours, and the other then still serves what is due every minute. */
const OWN_JOBS_AT_ONCE = 2
const RECOVER_EVERY_MS = 10_000
/** Jobs look at many rows, and nobody waits for one of their queries. */
const QUERY_TIMEOUT_MS = 30_000

interface WorkerOptions {
  /** Of the database, for connections of its own. */
  readonly url: string
  /** Of these, `vision` takes checks, and `worker` all other jobs. */
  readonly roles: Roles
  readonly pool: VisionPool
  /** Checks at once: as many as the pool has children. */
  readonly concurrency: number
  readonly health: Health
}

/** The work of one role. */
interface Line {
  readonly part: QueuePart
  readonly taskList: TaskList
  readonly concurrency: number
  readonly crontab: string
}

/** A queue, and the watch over it. */
interface WatchedLine {
  readonly queue: JobQueue
  readonly watch: QueueWatch
}

/** Starts a queue for each role that has jobs, and the watches over them; nothing where no role has any. */
export async function startJobWorker(ctx: Context, options: WorkerOptions): Promise<JobWorker> {
  const { url, roles, pool, concurrency } = options
  const desk = roles.has('vision') ? new CheckDesk(ctx, pool, concurrency) : undefined
  const lines: Line[] = []
  if (desk) lines.push({ part: 'checks', taskList: listChecks(desk), concurrency, crontab: '' })
  if (roles.has('worker')) {
    lines.push({
      part: 'jobs',
      taskList: listOwnJobs(ctx),
      concurrency: OWN_JOBS_AT_ONCE,
      crontab: OWN_CRONTAB,
    })
  }
  if (lines.length === 0) return { stop: () => Promise.resolve() }
  const locks = await openWorkerLocks(url, ctx.log)
  const started: WatchedLine[] = []
  try {
    for (const line of lines) started.push(await startLine(ctx, options, locks, line))
  } catch (error) {
    await stopLines(started, locks)
    throw error
  }
  const recover = () => void withQueryDeadline(QUERY_TIMEOUT_MS, () => recoverJobs(ctx, locks, desk))
  const timer = setInterval(recover, RECOVER_EVERY_MS).unref()
  return {
    stop: () => {
      clearInterval(timer)
      return stopLines(started, locks)
    },
  }
}

async function startLine(
  ctx: Context,
  { url, health }: WorkerOptions,
  locks: WorkerLocks,
  { part, taskList, concurrency, crontab }: Line,
): Promise<WatchedLine> {
  const logger = toQueueLogger(ctx.log)
  const queueOptions = {
    concurrency,
    crontab,
    logger,
    pollInterval: POLL_INTERVAL_MS,
    taskList: withDeadlines(taskList),
  }
  const queue = await JobQueue.start(url, queueOptions, locks, ctx.log)
  return { queue, watch: new QueueWatch(ctx.db, queue, { part, health, log: ctx.log }) }
}

/** Which check it is, is decided when its turn comes; the worker is the name that it marks as living. */
function listChecks(desk: CheckDesk): TaskList {
  return { run_check: async (_payload, { job }) => desk.serve(job.locked_by ?? '') }
}

function withDeadlines(tasks: TaskList): TaskList {
  const bounded = Object.entries(tasks).map(([name, task]): [string, Task | undefined] => [
    name,
    task && ((payload, helpers) => withQueryDeadline(QUERY_TIMEOUT_MS, () => task(payload, helpers))),
  ])
  return Object.fromEntries(bounded)
}

/** A node of any role that has jobs looks after the dead of every node. */
async function recoverJobs(ctx: Context, locks: WorkerLocks, desk: CheckDesk | undefined): Promise<void> {
  try {
    await desk?.freeLeft()
    const freed = await locks.releaseJobsOfDeadWorkers(await listClaimants(ctx))
    await freeChecks(ctx, freed)
    if (freed.length > 0) ctx.log.warn({ workers: freed.length }, 'jobs of dead workers run again')
  } catch (err) {
    ctx.log.warn({ err }, 'could not look for dead workers')
  }
}

async function stopLines(lines: readonly WatchedLine[], locks: WorkerLocks): Promise<void> {
  for (const { watch } of lines) watch.close()
  await Promise.all(lines.map(({ queue }) => queue.stop()))
  await locks.close()
}

/** The queue's own lines, at their levels; its payloads hold ids only. */
function toQueueLogger(log: Logger): QueueLogger {
  const child = log.child({ module: 'jobs' })
  const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const
  return new QueueLogger(() => (level, message) => child[levels[level]](message))
}
