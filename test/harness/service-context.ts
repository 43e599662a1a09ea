/** A context over a database, without a server around it: for tests of verbs, also in processes of their own. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDiskBlobs } from '../../src/blobs/disk.ts'
import { PictureDecoder } from '../../src/children/picture-decoder.ts'
import { parseConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import type { Database } from '../../src/db/database.ts'
import { type FakeClock, fakeClock } from '../../src/lib/clock.ts'
import { ExpiringCache } from '../../src/lib/expiring-cache.ts'
import { createKeyring } from '../../src/lib/keyring.ts'
import { createLogger } from '../../src/lib/log.ts'

const NOW_MS = Date.UTC(2026, 10, 24, 12)
const SECRET = 'a root secret of the tests, long enough to be taken for one'

/** `env` overrides settings. The clock stands still; no verb that stores files may be called. */
export function serviceContext(
  db: Database,
  env: Readonly<Record<string, string>> = {},
): Context & { readonly clock: FakeClock } {
  const config = parseConfig({ OPENIDV_BASE_URL: 'http://openidv.test', OPENIDV_SIGNUP_GRANT_TOKENS: '1000', ...env })
  const log = createLogger('silent', { write: () => undefined })
  return {
    config,
    db,
    clock: fakeClock(NOW_MS),
    log,
    keyring: createKeyring(SECRET),
    blobs: openDiskBlobs(join(tmpdir(), 'openidv-unused')),
    decoder: new PictureDecoder({ timeoutMs: config.decoding.timeoutMs, log }),
    keyCache: new ExpiringCache(10),
  }
}
