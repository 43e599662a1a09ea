/** Says whose rows the queries of a call may see: one organization's, or, by name, everybody's. The database keeps to it. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { OrganizationId } from '../lib/ids.ts'

/** What the policies of the database compare with (migrations/access.sql); empty: no organization's rows at all. */
export type Reach = OrganizationId | 'all' | ''

const reaches = new AsyncLocalStorage<Reach>()

/**
 * Does some work whose queries see and write rows of one organization only, whatever they filter by. A transaction keeps
 * the reach that it began with.
 */
export function withinOrganization<T>(id: OrganizationId, work: () => T): T {
  return reaches.run(id, work)
}

/** The rows of a generator, whose queries are within the organization, though a stream resumes it that knows of none. */
export async function* readWithinOrganization<T>(id: OrganizationId, rows: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = rows[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await withinOrganization(id, () => iterator.next())
      if (next.done) return
      yield next.value
    }
  } finally {
    await iterator.return?.()
  }
}

/**
 * Does some work whose queries see the rows of all organizations; each caller is listed with its reason in
 * test/repository/reach.test.ts.
 */
export function acrossOrganizations<T>(work: () => T): T {
  return reaches.run('all', work)
}

/**
 * Looks for a row whose id may be another organization's, which is told from an unknown one: among the own rows first,
 * then among all. The caller compares the organization of what it gets.
 */
export async function findOwnFirst<T>(find: () => Promise<T | undefined>): Promise<T | undefined> {
  const own = currentReach() === '' ? undefined : await find()
  return own ?? acrossOrganizations(find)
}

/** The reach of this call; nothing, unless somebody said otherwise. */
export function currentReach(): Reach {
  return reaches.getStore() ?? ''
}
