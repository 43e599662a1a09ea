import { describe, expect, it } from 'vitest'
import { currentView, isFiltered, SAVED_VIEWS, sessionsSearch, toFilters } from './filters.ts'

const NOW_MS = Date.UTC(2026, 10, 24, 12, 0, 30)

describe('the filters in the address of the list', () => {
  it('survive nonsense: what cannot be read chooses nothing', () => {
    const search = sessionsSearch.parse({ status: ['GONE'], limit: 7, from: 'yesterday', olderThan: -1, create: 'no' })
    expect(search).toEqual({})
    expect(isFiltered(search)).toBe(false)
  })

  it('become what the server takes, with times to the minute', () => {
    const search = sessionsSearch.parse({ q: ' anna ', status: ['PENDING', 'EXPIRED'], olderThan: 24, externalId: 12 })
    expect(toFilters(search, NOW_MS)).toEqual({
      search: 'anna',
      status: 'PENDING,EXPIRED',
      externalId: '12',
      createdTo: '2026-11-23T12:00:00.000Z',
    })
  })

  it('take the earlier of two ends', () => {
    expect(toFilters({ to: '2026-11-01', olderThan: 1 }, NOW_MS).createdTo).toContain('2026-11-0')
    expect(toFilters({ to: '2026-11-30', olderThan: 1 }, NOW_MS).createdTo).toBe('2026-11-24T11:00:00.000Z')
  })

  it('are recognised as the saved view that they are, on any page of it', () => {
    for (const { name, search } of SAVED_VIEWS) {
      expect(currentView({ ...search, limit: 50, cursor: 'x' })?.name).toBe(name)
    }
    expect(currentView({ status: ['SUBMITTED'], q: 'a' })).toBeUndefined()
  })
})
