/** Finds out what is needed to run the database of a record: programs, and whose processes they are. */
import { dirname } from 'node:path'
import type { Logger } from '../../lib/log.ts'
import { DatabaseStartError } from '../start-error.ts'
import { findBinaries } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { chooseOwner, findBarrier } from './owner.ts'
import { type ClusterRecord, SHARED_ROOT } from './record.ts'

/**
 * The database of the data folder `home`, there already or to be made. Throws `DatabaseStartError` when its user could not
 * reach it, or there are no programs for this machine.
 */
export async function findCluster(
  home: string,
  record: ClusterRecord,
  settings: Readonly<Record<string, string>>,
  log: Logger,
): Promise<Cluster> {
  const owner = chooseOwner(record.folder)
  const barrier = owner && findBarrier(dirname(record.folder), owner)
  if (barrier !== undefined) {
    const advice = `allow it with: chmod o+x ${barrier}`
    throw new DatabaseStartError(`User ${owner?.uid}, who runs the database, may not pass ${barrier}: ${advice}`)
  }
  const binaries = await findBinaries(owner, owner ? SHARED_ROOT : home)
  return { record, binaries, owner, settings, log }
}
