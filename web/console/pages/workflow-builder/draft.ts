/** The draft in the builder and its history: pure, so that every change can be undone and done again. */
import type { Draft, Reminder, Step } from '../../data/workflow-types.ts'

/** The draft with what it was before and what was undone. */
export interface History {
  readonly past: readonly Draft[]
  readonly present: Draft
  readonly future: readonly Draft[]
  /** Consecutive changes of one and the same thing, such as the letters of a name, are undone together. */
  readonly lastChanged?: string
}

export type DraftEvent =
  | { readonly type: 'renamed'; readonly name: string }
  | { readonly type: 'limited'; readonly maxAttempts: number | null }
  | { readonly type: 'reminding'; readonly reminder: Reminder | null }
  | { readonly type: 'added'; readonly id: string; readonly at?: number }
  | { readonly type: 'removed'; readonly id: string }
  | { readonly type: 'moved'; readonly id: string; readonly to: number }
  | { readonly type: 'set'; readonly id: string; readonly setting: string; readonly value: unknown }
  | { readonly type: 'replaced'; readonly draft: Draft }
  | { readonly type: 'undone' }
  | { readonly type: 'redone' }
  /** Begins a history of its own, as after publishing. */
  | { readonly type: 'reset'; readonly draft: Draft }

const MAX_PAST = 100

/** A history that begins with this draft. */
export function startHistory(draft: Draft): History {
  return { past: [], present: draft, future: [] }
}

/** The history after something happened; the same object when nothing changed. */
export function reduceHistory(history: History, event: DraftEvent): History {
  const { past, present, future } = history
  switch (event.type) {
    case 'reset':
      return startHistory(event.draft)
    case 'undone': {
      const before = past.at(-1)
      return before ? { past: past.slice(0, -1), present: before, future: [present, ...future] } : history
    }
    case 'redone': {
      const [after, ...rest] = future
      return after ? { past: [...past, present], present: after, future: rest } : history
    }
    default: {
      const next = reduceDraft(present, event)
      if (isSameDraft(next, present)) return history
      const changed = thingOf(event)
      if (changed !== undefined && changed === history.lastChanged) return { ...history, present: next, future: [] }
      const kept = [...past, present].slice(-MAX_PAST)
      return { past: kept, present: next, future: [], ...(changed !== undefined && { lastChanged: changed }) }
    }
  }
}

/** Whether two drafts say the same; a setting that is undefined counts as left out. */
export function isSameDraft(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

type Change = Exclude<DraftEvent, { type: 'undone' | 'redone' | 'reset' }>

function reduceDraft(draft: Draft, event: Change): Draft {
  switch (event.type) {
    case 'renamed':
      return { ...draft, name: event.name }
    case 'limited':
      return { ...draft, maxAttempts: event.maxAttempts }
    case 'reminding':
      return { ...draft, reminder: event.reminder }
    case 'added': {
      if (draft.steps.some(({ id }) => id === event.id)) return draft
      return { ...draft, steps: draft.steps.toSpliced(event.at ?? draft.steps.length, 0, { id: event.id, config: {} }) }
    }
    case 'removed':
      return { ...draft, steps: draft.steps.filter(({ id }) => id !== event.id) }
    case 'moved':
      return { ...draft, steps: moveStep(draft.steps, event.id, event.to) }
    case 'set':
      return { ...draft, steps: draft.steps.map((step) => (step.id === event.id ? withSetting(step, event) : step)) }
    case 'replaced':
      return event.draft
    default:
      return event satisfies never
  }
}

function moveStep(steps: readonly Step[], id: string, to: number): readonly Step[] {
  const from = steps.findIndex((step) => step.id === id)
  const step = steps[from]
  if (!step || to < 0 || to >= steps.length) return steps
  return steps.toSpliced(from, 1).toSpliced(to, 0, step)
}

function withSetting(step: Step, { setting, value }: { setting: string; value: unknown }): Step {
  const { [setting]: _, ...others } = step.config
  if (value === undefined) return { ...step, config: others }
  return { ...step, config: { ...step.config, [setting]: value } }
}

function thingOf(event: Change): string | undefined {
  if (event.type === 'renamed') return 'name'
  if (event.type === 'limited') return 'attempts'
  return event.type === 'set' ? `${event.id}.${event.setting}` : undefined
}
