import { describe, expect, it } from 'vitest'
import type { Draft } from '../../data/workflow-types.ts'
import { type DraftEvent, type History, reduceHistory, startHistory } from './draft.ts'

const EMPTY: Draft = { name: 'Check', steps: [], maxAttempts: 3 }

function play(...events: DraftEvent[]): History {
  return events.reduce(reduceHistory, startHistory(EMPTY))
}
function ids(history: History): string[] {
  return history.present.steps.map(({ id }) => id)
}
const added = (id: string, at?: number): DraftEvent => ({ type: 'added', id, ...(at !== undefined && { at }) })
const undone: DraftEvent = { type: 'undone' }
const redone: DraftEvent = { type: 'redone' }

describe('the draft', () => {
  it('takes each step once, at its end or at a place', () => {
    expect(ids(play(added('A'), added('B'), added('C', 1), added('A')))).toEqual(['A', 'C', 'B'])
  })

  it('moves a step to a place and not beyond the ends', () => {
    const three = [added('A'), added('B'), added('C')]
    expect(ids(play(...three, { type: 'moved', id: 'C', to: 0 }))).toEqual(['C', 'A', 'B'])
    expect(ids(play(...three, { type: 'moved', id: 'A', to: 3 }))).toEqual(['A', 'B', 'C'])
    expect(ids(play(...three, { type: 'moved', id: 'X', to: 0 }))).toEqual(['A', 'B', 'C'])
  })

  it('undoes and redoes every kind of change', () => {
    const events: DraftEvent[] = [
      { type: 'renamed', name: 'Other' },
      added('A'),
      added('B'),
      { type: 'set', id: 'A', setting: 'minimum_age', value: 21 },
      { type: 'moved', id: 'A', to: 1 },
      { type: 'removed', id: 'B' },
      { type: 'replaced', draft: { name: 'Imported', steps: [], maxAttempts: 3 } },
      { type: 'limited', maxAttempts: null },
    ]
    const done = play(...events)
    const back = events.reduce((history) => reduceHistory(history, undone), done)
    expect(back.present).toEqual(EMPTY)
    expect(reduceHistory(back, undone)).toBe(back)
    expect(events.reduce((history) => reduceHistory(history, redone), back).present).toEqual(done.present)
  })

  it('undoes the letters of a name and the way of a slider at once, but not two settings', () => {
    const typed = play({ type: 'renamed', name: 'A' }, { type: 'renamed', name: 'Ab' }, added('S'))
    const slid = [18, 19, 20].map((value): DraftEvent => ({ type: 'set', id: 'S', setting: 'x', value }))
    const other: DraftEvent = { type: 'set', id: 'S', setting: 'y', value: 1 }
    const all = [...slid, other].reduce(reduceHistory, typed)
    expect(all.past).toHaveLength(4)
    expect(reduceHistory(all, undone).present.steps[0]?.config).toEqual({ x: 20 })
  })

  it('forgets what was undone when something else is done, and records nothing that changed nothing', () => {
    const history = play(added('A'), undone, added('B'))
    expect(history.future).toEqual([])
    expect(reduceHistory(history, added('B'))).toBe(history)
    expect(reduceHistory(history, { type: 'renamed', name: 'Check' })).toBe(history)
  })

  it('leaves a setting out when it is set to nothing', () => {
    const history = play(added('A'), { type: 'set', id: 'A', setting: 'x', value: 1 })
    expect(reduceHistory(history, { type: 'set', id: 'A', setting: 'x', value: undefined }).present.steps).toEqual([
      { id: 'A', config: {} },
    ])
  })
})
