/** Makes a key and its row: the step that creating and regenerating share. */
import type { TxContext } from '../../context.ts'
import { nowDate } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { type ApiKeyId, newId } from '../../lib/ids.ts'
import { displayParts, generateKey } from './format.ts'
import { insertApiKey, type NewApiKeyRow, shareKeyRules } from './queries.ts'
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

/**
 * Inserts a fresh key; sealed unless the organization shows keys once. Throws `organization_closing` when the
 * organization is to be deleted. Call inside the transaction that audits it.
 */
export async function issueKey(tx: TxContext, fields: IssuedFields): Promise<IssuedKey> {
  const id = newId<ApiKeyId>()
  const key = generateKey(fields.environment)
  const { digest, ciphertext, pepperVersion } = toStoredForms(tx.keyring, id, key)
  const rules = await shareKeyRules(tx.db, fields.organizationId)
  if (rules?.deletionDueAt) throw new AppError('organization_closing')
  await insertApiKey(tx.db, {
    ...fields,
    ...displayParts(key),
    id,
    digest,
    pepperVersion,
    ciphertext: rules?.showKeysOnce ? null : ciphertext,
    createdAt: nowDate(tx.clock),
  })
  return { id, key }
}
