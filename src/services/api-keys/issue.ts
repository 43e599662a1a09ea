/** Makes a key and its row: the step that creating and regenerating share. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { type ApiKeyId, newId } from '../../lib/ids.ts'
import { displayParts, generateKey } from './format.ts'
import { insertApiKey, type NewApiKeyRow, shareShowKeysOnce } from './queries.ts'
import { toStoredForms } from './seal.ts'

/** A key that was just made: the only time that its plain form leaves without being revealed. */
export interface IssuedKey {
  readonly id: ApiKeyId
  readonly key: string
}

type IssuedFields = Omit<
  NewApiKeyRow,
  'id' | 'digest' | 'pepperVersion' | 'ciphertext' | 'prefix' | 'last4' | 'createdAt'
>

/** Inserts a fresh key; sealed unless the organization shows keys once. Call inside the transaction that audits it. */
export async function issueKey(tx: TxContext, fields: IssuedFields): Promise<IssuedKey> {
  const id = newId<ApiKeyId>()
  const key = generateKey(fields.environment)
  const { digest, ciphertext, pepperVersion } = toStoredForms(tx.keyring, id, key)
  const showOnce = await shareShowKeysOnce(tx.db, fields.organizationId)
  await insertApiKey(tx.db, {
    ...fields,
    ...displayParts(key),
    id,
    digest,
    pepperVersion,
    ciphertext: showOnce ? null : ciphertext,
    createdAt: nowDate(tx.clock),
  })
  return { id, key }
}
