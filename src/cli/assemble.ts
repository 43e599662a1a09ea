/** Puts the parts of the server together around a context: listener, limiter, caches, vision, jobs, HTTP. */
import { fileURLToPath } from 'node:url'
import { describePrivileges, findChildBarrier } from '../children/privileges.ts'
import type { StartChild } from '../children/start-child.ts'
import type { Context } from '../context.ts'
import { openListener } from '../db/listen.ts'
import { buildApp, buildHealthApp } from '../http/app.ts'
import type { App } from '../http/app-type.ts'
import { writeWebhookBody } from '../http/wire/webhook-body.ts'
import { Health } from '../lib/health.ts'
import type { OrganizationId } from '../lib/ids.ts'
import { CHILD_USER } from '../lib/process-users.ts'
import { EVERY_ROLE, type Roles } from '../lib/roles.ts'
import { Buckets } from '../limits/buckets.ts'
import { FailedAuthThrottle } from '../limits/failed-auth.ts'
import { KeyLookups } from '../limits/key-lookups.ts'
import type { Limiter } from '../limits/limiter.ts'
import { openMemoryLimiter } from '../limits/memory.ts'
import { openRedisLimiter } from '../limits/redis.ts'
import {
  API_KEY_CHANGED_CHANNEL,
  forgetKey,
  forgetOrganization,
  ORGANIZATION_CHANGED_CHANNEL,
} from '../services/api-keys/cache.ts'
import { openKeyUsage } from '../services/api-keys/last-used.ts'
import { ReadRecorder } from '../services/audit/read-recorder.ts'
import { Admission } from '../services/checks/admission.ts'
import { CHECK_FINISHED_CHANNEL, createFinishedChecks } from '../services/checks/finished-checks.ts'
import { joinInstallation } from '../services/installation/join.ts'
import { Readiness } from '../services/installation/readiness.ts'
import { InstallationWatch } from '../services/installation/watch.ts'
import { writeInvitationMail } from '../services/members/write-invitation-mail.ts'
import type { WriteAccountMail } from '../services/messages/account-mail.ts'
import { openAccountMail, openMailWay, openTextWay } from '../services/messages/open-postman.ts'
import { openRequestRecorder } from '../services/request-logs/recorder.ts'
import { beginWithSecret } from '../services/secrets/begin.ts'
import { createSessionChanges, SESSION_CHANGED_CHANNEL } from '../services/sessions/changes.ts'
import { SessionCreates } from '../services/sessions/create-batch/session-creates.ts'
import { INVITATION_WRITERS } from '../services/sessions/write-invitation.ts'
import { createConsoleAuth } from '../services/sign-ins/console-auth.ts'
import { FailedTries } from '../services/sign-ins/failed-tries.ts'
import { writeResetMail } from '../services/sign-ins/write-reset-mail.ts'
import { openDayCountStore } from '../services/usage/day-counts.ts'
import { openWebhookPost } from '../services/webhooks/open-post.ts'
import { startAccountMailSender } from '../worker/account-mail-sender.ts'
import { startMessageSender } from '../worker/message-sender.ts'
import { startJobWorker } from '../worker/runner.ts'
import { startSandboxWalker } from '../worker/sandbox-walker.ts'
import { VisionPool } from '../worker/vision-pool.ts'
import { startWebhookSender } from '../worker/webhook-sender.ts'
import { closeApp, closeWorker, StopTime } from './stop-in-time.ts'

export interface AssembledServer {
  /** Ready to listen or to be injected into. */
  readonly app: App
  /** Says from here on that requests should go elsewhere. */
  retire(): void
  /** Ends requests and jobs that are under way within the time to stop, then the rest; the context stays open. */
  stop(): Promise<void>
}

/** Whose calls to the console are counted at a time; who was away longest is forgotten. */
const MAX_CONSOLE_PEOPLE = 10_000

const WEB_FOLDER = fileURLToPath(new URL('../../dist/web', import.meta.url))

interface Assembly {
  /** The code of the vision processes, another one in tests of crashes. */
  readonly visionEntry?: URL | undefined
  /** Starts them; unset: here. */
  readonly startChild?: StartChild | undefined
  /** Where the parts say how they are; unset: nobody asks. */
  readonly health?: Health | undefined
  /** What this node does; unset: everything. */
  readonly roles?: Roles | undefined
}

/** Starts every part; those that were started are stopped again when a later one fails. */
export async function assembleServer(
  ctx: Context,
  databaseUrl: string,
  { visionEntry, startChild, health = new Health(ctx.log), roles = EVERY_ROLE }: Assembly = {},
): Promise<AssembledServer> {
  const closers: Array<(time: StopTime) => Promise<unknown>> = []
  const stop = async () => {
    const time = new StopTime(ctx.config.stop.withinMs)
    for (const close of closers.splice(0).reverse()) await close(time)
  }
  try {
    await joinInstallation(ctx)
    await beginWithSecret(ctx)
    const installation = await InstallationWatch.start(ctx)
    closers.push(() => installation.close())
    const listener = await openListener(databaseUrl, ctx.log)
    closers.push(() => listener.close())
    const limiter = await openLimiter(ctx)
    closers.push(() => limiter.close())

    await listener.on(API_KEY_CHANGED_CHANNEL, (digestHex) => forgetKey(ctx, digestHex))
    await listener.on(ORGANIZATION_CHANGED_CHANNEL, (id) => forgetOrganization(ctx, id as OrganizationId))
    listener.onReconnect(() => ctx.keyCache.dropAll())
    const finished = createFinishedChecks()
    await listener.on(CHECK_FINISHED_CHANNEL, (id) => finished.announce(id))
    listener.onReconnect(() => finished.announceAll())
    const sessionChanges = createSessionChanges()
    await listener.on(SESSION_CHANGED_CHANNEL, (payload) => sessionChanges.announce(payload))
    listener.onReconnect(() => sessionChanges.announceAll())

    tellPrivileges(ctx, startChild !== undefined)
    const { threads, timeoutMs } = ctx.config.vision
    const pool = new VisionPool({ size: threads, timeoutMs, log: ctx.log, entry: visionEntry, startChild })
    closers.push(() => pool.close())
    const worker = await startJobWorker(ctx, { url: databaseUrl, roles, pool, concurrency: threads, health })
    closers.push((time) => closeWorker(worker, pool, time))
    const webhookPost = openWebhookPost(ctx.config)
    closers.push(async () => webhookPost.close())
    if (roles.has('worker')) {
      const [mail, text] = [openMailWay(ctx.config, INVITATION_WRITERS), openTextWay(ctx.config, INVITATION_WRITERS)]
      const senders = [
        startWebhookSender(ctx, webhookPost, writeWebhookBody),
        ...(mail ? [startMessageSender(ctx, 'email', mail)] : []),
        ...(text ? [startMessageSender(ctx, 'phone', text)] : []),
        ...openAccountSenders(ctx),
        startSandboxWalker(ctx),
      ]
      for (const sender of senders) {
        closers.push(() => sender.stop())
        await listener.on(SESSION_CHANGED_CHANNEL, () => sender.wake())
        listener.onReconnect(() => sender.wake())
      }
    }
    const readiness = new Readiness(ctx, health, installation)
    const retire = () => readiness.stop()
    if (!roles.has('http')) {
      const app = await buildHealthApp({ ctx, readiness })
      closers.push((time) => closeApp(app, time))
      return { app, stop, retire }
    }

    const creates = new SessionCreates(ctx)
    closers.push(() => creates.close())
    const keyUsage = openKeyUsage(ctx)
    closers.push(() => keyUsage.close())
    const requests = openRequestRecorder(ctx)
    closers.push(() => requests.close())
    const reads = new ReadRecorder(ctx)
    closers.push(() => reads.close())
    const failedTries = new FailedTries(ctx)
    closers.push(() => failedTries.close())
    const failedAuth = new FailedAuthThrottle()
    const consoleCalls = new Buckets(ctx.config.console, MAX_CONSOLE_PEOPLE)
    const consoleAuth = createConsoleAuth(ctx)
    const app = await buildApp({
      ctx,
      limiter,
      failedAuth,
      keyLookups: new KeyLookups(),
      consoleCalls,
      keyUsage,
      requests,
      reads,
      finished,
      admission: new Admission(ctx, roles.has('vision') ? threads : 0),
      creates,
      webhookPost,
      sessionChanges,
      consoleAuth,
      failedTries,
      readiness,
      webFolder: WEB_FOLDER,
    })
    closers.push((time) => closeApp(app, time))
    return { app, stop, retire }
  } catch (error) {
    await stop()
    throw error
  }
}

function openAccountSenders(ctx: Context) {
  const server = openAccountMail(ctx.config)
  const write: WriteAccountMail = async (own, { userId, invitationId }) => {
    if (userId) return writeResetMail(own, userId)
    return invitationId ? writeInvitationMail(own, invitationId) : undefined
  }
  return server ? [startAccountMailSender(ctx, { write, send: (mail, stopping) => server.send(mail, stopping) })] : []
}

/** The operator should know what stands between a hostile picture and this machine. */
function tellPrivileges({ log }: Context, byRoot: boolean): void {
  const barrier = findChildBarrier()
  log.info(describePrivileges(byRoot ? CHILD_USER : undefined))
  if (barrier !== undefined)
    log.warn({ barrier }, 'decoders and models run as root: other users may not enter the folder')
}

function openLimiter({ config, clock, db, log }: Context): Promise<Limiter> {
  const { url, nodes } = config.redis
  if (url) return openRedisLimiter({ url: url.reveal(), nodes, clock, logger: log })
  return openMemoryLimiter({ clock, store: openDayCountStore(db), logger: log })
}
