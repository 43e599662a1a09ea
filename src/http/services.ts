/** What the HTTP side is built from: the context, and the things that live as long as the server. */
import type { Context } from '../context.ts'
import type { GuardedPost } from '../lib/guarded-post.ts'
import type { Buckets } from '../limits/buckets.ts'
import type { FailedAuthThrottle } from '../limits/failed-auth.ts'
import type { KeyLookups } from '../limits/key-lookups.ts'
import type { Limiter } from '../limits/limiter.ts'
import type { KeyUsage } from '../services/api-keys/last-used.ts'
import type { ReadRecorder } from '../services/audit/read-recorder.ts'
import type { Admission } from '../services/checks/admission.ts'
import type { FinishedChecks } from '../services/checks/finished-checks.ts'
import type { Readiness } from '../services/installation/readiness.ts'
import type { RequestRecorder } from '../services/request-logs/recorder.ts'
import type { SessionChanges } from '../services/sessions/changes.ts'
import type { SessionCreates } from '../services/sessions/create-batch/session-creates.ts'
import type { ConsoleAuth } from '../services/sign-ins/console-auth.ts'
import type { FailedTries } from '../services/sign-ins/failed-tries.ts'

export interface HttpServices {
  readonly ctx: Context
  readonly limiter: Limiter
  readonly failedAuth: FailedAuthThrottle
  readonly keyLookups: KeyLookups
  /** How fast each person may call the console, by the person's id. */
  readonly consoleCalls: Buckets
  readonly keyUsage: KeyUsage
  readonly requests: RequestRecorder
  readonly reads: ReadRecorder
  readonly finished: FinishedChecks
  readonly admission: Admission
  readonly creates: SessionCreates
  /** By which webhooks leave. */
  readonly webhookPost: GuardedPost
  readonly sessionChanges: SessionChanges
  readonly consoleAuth: ConsoleAuth
  readonly failedTries: FailedTries
  /** Whether requests should come to this process. */
  readonly readiness: Readiness
  /** Folder of the built web apps. */
  readonly webFolder: string
}
