/** Moves the secrets of endpoints from earlier root secrets to the current one. */
import type { Context } from '../../context.ts'
import { listSealedUnder, updateEndpointRow } from './queries.ts'
import { openWebhookSecret, sealWebhookSecret } from './secret.ts'

const BATCH_SIZE = 500

/** Answers how many endpoints moved. Can be broken off and run again, beside running servers. */
export async function rewrapWebhooks({ db, keyring }: Context): Promise<number> {
  const versions = keyring.masters.slice(1).map(({ version }) => version)
  if (versions.length === 0) return 0
  // Each round takes what it reads out of the next one.
  for (let moved = 0; ; ) {
    const rows = await listSealedUnder(db, versions, BATCH_SIZE)
    if (rows.length === 0) return moved
    for (const row of rows) {
      const again = (sealedSecret: Buffer, secretVersion: number) =>
        sealWebhookSecret(keyring, row.id, openWebhookSecret(keyring, row.id, { sealedSecret, secretVersion }))
      const current = again(row.sealedSecret, row.secretVersion)
      const { sealedPreviousSecret, previousSecretVersion } = row
      const previous =
        sealedPreviousSecret && previousSecretVersion !== null && again(sealedPreviousSecret, previousSecretVersion)
      await updateEndpointRow(db, row.organizationId, row.id, {
        ...current,
        ...(previous && { sealedPreviousSecret: previous.sealedSecret, previousSecretVersion: previous.secretVersion }),
      })
    }
    moved += rows.length
  }
}
