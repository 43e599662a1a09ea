/** The filters of the list as they stand in the address, and as the server takes them. */
import * as z from 'zod/mini'
import type { SessionFilters } from '../../data/sessions.ts'
import { optionalField } from '../../lib/search-field.ts'

export const STATUSES = ['PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'VOIDED', 'EXPIRED', 'FAILED'] as const
export const PROGRESS = ['PENDING', 'STARTED', 'COMPLETED'] as const
export const PAGE_SIZES = [25, 50, 100] as const

const HOUR_MS = 3_600_000

/** What may stand in the address of the list; what cannot be read is as if it were not there. */
export const sessionsSearch = z.object({
  /** Free text. */
  q: optionalField(z.coerce.string()),
  status: optionalField(z.array(z.enum(STATUSES))),
  progress: optionalField(z.array(z.enum(PROGRESS))),
  /** Id of a workflow, or `none`. */
  workflow: optionalField(z.string()),
  externalId: optionalField(z.coerce.string()),
  /** Days in the reader's zone, both inclusive. */
  from: optionalField(z.iso.date()),
  to: optionalField(z.iso.date()),
  /** Created more than so many hours ago. */
  olderThan: optionalField(z.int().check(z.minimum(1), z.maximum(8760))),
  limit: optionalField(z.literal(PAGE_SIZES)),
  cursor: optionalField(z.string()),
  /** Whether the dialog that creates a session is open. */
  create: optionalField(z.literal(true)),
  /** Id of the session whose person is asked again in that dialog. */
  again: optionalField(z.uuid()),
})

export type SessionsSearch = z.infer<typeof sessionsSearch>

/** What the server is asked for at this moment; whole minutes, so that the question stays the same for a while. */
export function toFilters(search: SessionsSearch, nowMs: number): SessionFilters {
  const { q, status, progress, workflow, externalId, from, to, olderThan } = search
  const minuteMs = Math.floor(nowMs / 60_000) * 60_000
  const ends = [
    ...(to ? [endOfDay(to)] : []),
    ...(olderThan ? [new Date(minuteMs - olderThan * HOUR_MS).toISOString()] : []),
  ].sort()
  return {
    search: q?.trim() || undefined,
    status: status?.join(',') || undefined,
    progress: progress?.join(',') || undefined,
    workflow,
    externalId: externalId?.trim() || undefined,
    createdFrom: from && new Date(`${from}T00:00:00`).toISOString(),
    createdTo: ends[0],
  }
}

/** Whether anything but the page is chosen. */
export function isFiltered(search: SessionsSearch): boolean {
  const { q, status, progress, workflow, externalId, from, to, olderThan } = search
  return [q, status?.length, progress?.length, workflow, externalId, from, to, olderThan].some(Boolean)
}

/** A choice of filters with a name, kept as an address. */
export interface SavedView {
  readonly name: string
  readonly search: SessionsSearch
}

/** What reviewers and support look for again and again. */
export const SAVED_VIEWS: readonly SavedView[] = [
  { name: 'All', search: {} },
  { name: 'Needs review', search: { status: ['SUBMITTED'] } },
  { name: 'Stuck > 24 h', search: { status: ['PENDING'], progress: ['STARTED'], olderThan: 24 } },
  { name: 'Never opened', search: { status: ['PENDING'], progress: ['PENDING'] } },
  { name: 'Rejected', search: { status: ['REJECTED'] } },
]

/** The saved view that is shown, if it is exactly one of them. */
export function currentView(search: SessionsSearch): SavedView | undefined {
  const shown = filtersOnly(search)
  return SAVED_VIEWS.find((view) => filtersOnly(view.search) === shown)
}

function filtersOnly(search: SessionsSearch): string {
  const { limit: _limit, cursor: _cursor, create: _create, again: _again, ...filters } = search
  const given = Object.entries(filters).filter(([, value]) => value !== undefined && value !== '')
  return JSON.stringify(given.sort(([a], [b]) => a.localeCompare(b)))
}

/** The last millisecond of a day in the reader's zone. */
function endOfDay(day: string): string {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + 1)
  return new Date(date.getTime() - 1).toISOString()
}
