/** Keeps the in-process limiter's daily counts in the database. */
import type { Database } from '../../db/database.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import type { DayCountStore } from '../../limits/day-count-store.ts'
import { listRequestCounts, upsertRequestCounts } from './queries.ts'

/** A store for the limiter; its subjects are `organizationId:environment`. */
export function openDayCountStore(db: Database): DayCountStore {
  return {
    async load(day) {
      const rows = await acrossOrganizations(() => listRequestCounts(db, day))
      return rows.map((row) => ({ subject: limitSubject(row), day: row.day, count: row.count }))
    },
    async save(rows) {
      const parsed = rows.map(({ subject, day, count }) => {
        const [organizationId = '', environment = ''] = subject.split(':')
        return { organizationId, environment, day, count }
      })
      if (parsed.length > 0) await acrossOrganizations(() => upsertRequestCounts(db, parsed))
    },
  }
}

/** Whose bucket and day a request is taken from: an organization's, live and sandbox apart. */
export function limitSubject(owner: { organizationId: string; environment: string }): string {
  return `${owner.organizationId}:${owner.environment}`
}
