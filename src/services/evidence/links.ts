/** Links to files for servers: signed, so that whoever holds one may read it for 15 minutes. */
import { SIGNED_URL_LIFE_MS, signFileUrl } from '../../blobs/signed-url.ts'
import type { TxContext } from '../../context.ts'
import type { ApiKeyId, EvidenceId } from '../../lib/ids.ts'

/** The URL of one file, made for the holder of a key: who reads by it is on record under its id. */
export function signFileLink(
  { clock, config, keyring }: Pick<TxContext, 'clock' | 'config' | 'keyring'>,
  id: EvidenceId,
  holder: ApiKeyId,
): string {
  const expiresAtMs = clock.nowMs() + SIGNED_URL_LIFE_MS
  return signFileUrl(keyring.signing, config.http.baseUrl, { fileKey: id, operation: 'get', expiresAtMs, holder })
}
