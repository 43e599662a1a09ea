/** Says in what this node differs from the installation that it is part of. */
import type { TxContext } from '../../context.ts'
import { hasForeignSecret } from '../secrets/foreign.ts'
import { readMarker } from './marker.ts'
import { findInstallation, type InstallationRow, readSchemaState } from './queries.ts'

/** What a node needs to compare itself. */
export type Node = Pick<TxContext, 'db' | 'blobs' | 'keyring'>

const SEVERAL = 'Nodes need one store: OPENIDV_BLOBS=postgres or s3://BUCKET/PREFIX (docs/guides/production.md)'

/** Whether a server has started on this database before. */
export async function isInstalled({ db }: Pick<Node, 'db'>): Promise<boolean> {
  return (await findInstallation(db))?.isMarked === true
}

/** The store of files is not the installation's: says why; undefined when it is. Throws when the store is away. */
export async function findStoreDifference({ db, blobs }: Node): Promise<string | undefined> {
  const row = await findInstallation(db)
  if (!row?.isMarked) return 'the database knows of no installation: it was emptied, or no server has started yet'
  const marker = await readMarker(blobs)
  if (marker?.installation === row.id && marker.store === row.storeId) return undefined
  return `this node's blob store, ${blobs.name}, is not the one that the installation uses, ${row.storeName}: ${
    marker ? whoseMarker(marker.installation, row) : 'it has no marker'
  }. ${SEVERAL}`
}

function whoseMarker(installation: string, { id }: InstallationRow): string {
  return installation === id ? 'it is a store that was left, or a copy' : 'it holds the files of another installation'
}

/** The root secret is not the installation's: says so; undefined when it is. */
export async function findSecretDifference(node: Node): Promise<string | undefined> {
  if (!(await hasForeignSecret(node))) return undefined
  return (
    "this node's root secret is not the one that the installation works with. Put back OPENIDV_SECRET_KEY, or secret.key of " +
    'the data folder; after a change of the secret the new one belongs there, and the old one in OPENIDV_PREVIOUS_SECRET_KEYS'
  )
}

/**
 * The database was migrated by less than the version that this node began with, or by one with which this program cannot work any
 * more: says so; undefined otherwise. `newest` is the newest migration of this program. Another one's beyond it is no difference,
 * since neighbouring versions run side by side while nodes are upgraded.
 */
export async function findSchemaDifference(
  { db }: Node,
  { begunWith, newest }: { readonly begunWith: number; readonly newest: number },
): Promise<string | undefined> {
  const { version, worksFrom } = await readSchemaState(db)
  if (worksFrom > newest) {
    return `the database holds migration ${version}, with which versions from ${worksFrom} on work; this node's ends with ${newest}: run the newer OpenIDV`
  }
  if (version >= begunWith) return undefined
  return `the database holds migration ${version}, older than ${begunWith}, which this node began with: a backup was restored`
}
