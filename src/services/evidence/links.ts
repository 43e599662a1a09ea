/** Links to files for servers: signed, so that whoever holds one may read it for 15 minutes. */
import { SIGNED_URL_LIFE_MS, signFileUrl } from '../../blobs/signed-url.ts'
import type { TxContext } from '../../context.ts'
import type { EvidenceId } from '../../lib/ids.ts'

/** The URL of one file. */
export function signFileLink(ctx: Pick<TxContext, 'clock' | 'config' | 'keyring'>, id: EvidenceId): string {
  const expiresAtMs = ctx.clock.nowMs() + SIGNED_URL_LIFE_MS
  return signFileUrl(ctx.keyring.signing, ctx.config.http.baseUrl, { fileKey: id, operation: 'get', expiresAtMs })
}
