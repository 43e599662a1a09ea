/** Seals what is personal with an applicant's own data key: destroying the key makes it unreadable for good. */
import type { TxContext } from '../../context.ts'
import { seal, unseal } from '../../lib/crypto.ts'
import type { ApplicantId, OrganizationId } from '../../lib/ids.ts'
import { listDataKeyIds } from './data-key-queries.ts'
import { openDataKeys } from './data-keys.ts'

/** `context` binds the bytes to their place: opening needs the same. */
export interface Vault {
  /** Seals a value that JSON can carry. */
  seal(value: unknown, context: string): Buffer
  /** Opens what `seal` made; dates come back as ISO text. */
  open(bytes: Buffer, context: string): unknown
}

/** The vaults of applicants by id; those whose key was destroyed have none. Two queries, however many there are. */
export async function openVaults(
  ctx: TxContext,
  organizationId: OrganizationId,
  applicantIds: readonly ApplicantId[],
): Promise<ReadonlyMap<ApplicantId, Vault>> {
  if (applicantIds.length === 0) return new Map()
  const rows = await listDataKeyIds(ctx.db, organizationId, [...new Set(applicantIds)])
  const keys = await openDataKeys(
    ctx,
    organizationId,
    rows.map(({ dataKeyId }) => dataKeyId),
  )
  return new Map(
    rows.flatMap(({ id, dataKeyId }) => {
      const key = keys.get(dataKeyId)
      return key ? [[id, toVault(key)] as const] : []
    }),
  )
}

/** The vault of one applicant; undefined when the key was destroyed. */
export async function findVault(
  ctx: TxContext,
  organizationId: OrganizationId,
  id: ApplicantId,
): Promise<Vault | undefined> {
  return (await openVaults(ctx, organizationId, [id])).get(id)
}

function toVault(key: Buffer): Vault {
  return {
    seal: (value, context) => seal(key, Buffer.from(JSON.stringify(value)), context),
    open: (bytes, context) => JSON.parse(unseal(key, bytes, context).toString()),
  }
}
