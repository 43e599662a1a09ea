/** Writes openapi.json from the schemas of the routes. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDiskBlobs } from '../src/blobs/disk.ts'
import { PictureDecoder } from '../src/children/picture-decoder.ts'
import { parseConfig } from '../src/config.ts'
import type { Context } from '../src/context.ts'
import { closeDatabase, openDatabase } from '../src/db/database.ts'
import { buildApp } from '../src/http/app.ts'
import { systemClock } from '../src/lib/clock.ts'
import { ExpiringCache } from '../src/lib/expiring-cache.ts'
import { createKeyring } from '../src/lib/keyring.ts'
import { createLogger } from '../src/lib/log.ts'
import { Buckets } from '../src/limits/buckets.ts'
import { FailedAuthThrottle } from '../src/limits/failed-auth.ts'
import { KeyLookups } from '../src/limits/key-lookups.ts'
import { openMemoryLimiter } from '../src/limits/memory.ts'
import { openKeyUsage } from '../src/services/api-keys/last-used.ts'
import { ReadRecorder } from '../src/services/audit/read-recorder.ts'
import { Admission } from '../src/services/checks/admission.ts'
import { createFinishedChecks } from '../src/services/checks/finished-checks.ts'
import { Readiness } from '../src/services/installation/readiness.ts'
import { openRequestRecorder } from '../src/services/request-logs/recorder.ts'
import { createSessionChanges } from '../src/services/sessions/changes.ts'
import { SessionCreates } from '../src/services/sessions/create-batch/session-creates.ts'
import { createConsoleAuth } from '../src/services/sign-ins/console-auth.ts'
import { FailedTries } from '../src/services/sign-ins/failed-tries.ts'
import { openWebhookPost } from '../src/services/webhooks/open-post.ts'
import { writeGenerated } from './write-generated.ts'

/** Content of the file, by its path below the clone. Routes are registered and never called: no database is needed. */
export async function generateOpenApi(): Promise<Record<string, string>> {
  const log = createLogger('silent')
  const folder = join(tmpdir(), 'openidv-openapi')
  const db = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/nothing', poolSize: 1, log })
  const ctx: Context = {
    config: parseConfig({ OPENIDV_DATA_DIR: folder }),
    db,
    clock: systemClock,
    log,
    keyring: createKeyring('no secret: nothing is signed or sealed while routes are described'),
    blobs: openDiskBlobs(folder),
    decoder: new PictureDecoder({ timeoutMs: 1000, log }),
    keyCache: new ExpiringCache(1),
  }
  const store = { load: async () => [], save: async () => undefined }
  const limiter = await openMemoryLimiter({ clock: systemClock, store, logger: log })
  const keyUsage = openKeyUsage(ctx)
  const requests = openRequestRecorder(ctx)
  const reads = new ReadRecorder(ctx)
  const failedTries = new FailedTries(ctx)
  const app = await buildApp({
    ctx,
    limiter,
    failedAuth: new FailedAuthThrottle(),
    keyLookups: new KeyLookups(),
    consoleCalls: new Buckets(ctx.config.console, 1),
    keyUsage,
    requests,
    reads,
    finished: createFinishedChecks(),
    admission: new Admission(ctx, 1),
    creates: new SessionCreates(ctx),
    webhookPost: openWebhookPost(ctx.config),
    sessionChanges: createSessionChanges(),
    consoleAuth: createConsoleAuth(ctx),
    failedTries,
    readiness: new Readiness(ctx, { troubles: [] }, { difference: undefined }),
    webFolder: folder,
  })
  const document = `${JSON.stringify(app.swagger(), null, 2)}\n`
  await app.close()
  await keyUsage.close()
  await requests.close()
  await reads.close()
  await failedTries.close()
  await limiter.close()
  await closeDatabase(db)
  return { 'openapi.json': document }
}

if (import.meta.main) writeGenerated(await generateOpenApi())
