/** Says in words what a draft changes, so that nobody publishes blindly. */
import type { Draft, OfferedStep, Step } from '../../data/workflow-types.ts'
import { describeValue, effectiveValue, listSettings } from './settings.ts'

export interface Change {
  readonly kind: 'added' | 'removed' | 'moved' | 'changed'
  readonly text: string
}

/** Every difference, the name first and then by step; empty when a publication would change nothing. */
export function listChanges(before: Draft, after: Draft, offered: readonly OfferedStep[]): readonly Change[] {
  const renamed: Change[] =
    before.name === after.name
      ? []
      : [{ kind: 'changed', text: `Name: ${before.name === '' ? '' : `${before.name} → `}${after.name}` }]
  const limited: Change[] =
    before.maxAttempts === after.maxAttempts
      ? []
      : [{ kind: 'changed', text: `Failed attempts allowed: ${limitOf(before)} → ${limitOf(after)}` }]
  const reminding: Change[] =
    remindersOf(before) === remindersOf(after)
      ? []
      : [{ kind: 'changed', text: `Reminders: ${remindersOf(before)} → ${remindersOf(after)}` }]
  return [...renamed, ...limited, ...reminding, ...listStepChanges(before.steps, after.steps, offered)]
}

function limitOf({ maxAttempts }: Draft): string {
  return maxAttempts === null ? 'no limit' : String(maxAttempts)
}

function remindersOf({ reminder }: Draft): string {
  if (!reminder) return 'none'
  const { afterHours, times } = reminder
  return `every ${afterHours} hours, ${times === 1 ? 'once' : `${times} times`}`
}

function listStepChanges(
  before: readonly Step[],
  after: readonly Step[],
  offered: readonly OfferedStep[],
): readonly Change[] {
  const find = (steps: readonly Step[], id: string) => steps.find((step) => step.id === id)
  const label = (id: string) => offered.find((step) => step.id === id)?.label ?? id
  const removed = before
    .filter(({ id }) => !find(after, id))
    .map(({ id }): Change => ({ kind: 'removed', text: `${label(id)} removed` }))
  const keptBefore = before.filter(({ id }) => find(after, id)).map(({ id }) => id)
  const keptAfter = after.filter(({ id }) => find(before, id)).map(({ id }) => id)
  const isMoved = keptBefore.some((id, at) => keptAfter[at] !== id)
  const moved: Change[] = isMoved ? [{ kind: 'moved', text: `Order: ${keptAfter.map(label).join(' → ')}` }] : []
  const own = after.flatMap((step): readonly Change[] => {
    const earlier = find(before, step.id)
    const known = offered.find(({ id }) => id === step.id)
    if (!earlier) return [{ kind: 'added', text: `${label(step.id)} added as step ${after.indexOf(step) + 1}` }]
    return known ? listSettingChanges(earlier, step, known) : []
  })
  return [...removed, ...moved, ...own]
}

function listSettingChanges(before: Step, after: Step, offered: OfferedStep): readonly Change[] {
  return listSettings(offered).flatMap((setting): readonly Change[] => {
    // Computed by the server or without effect: it follows from other settings, which are named themselves.
    if (setting.schema.unavailable !== undefined) return []
    const [was, is] = [effectiveValue(setting, before.config), effectiveValue(setting, after.config)]
    if (isSame(was, is)) return []
    const [from, to] = [describeValue(setting, was), describeValue(setting, is)]
    const words = from === to ? 'changed' : `${from} → ${to}`
    return [{ kind: 'changed', text: `${offered.label}, ${setting.title}: ${words}` }]
  })
}

/** Maps are equal in any order of their keys; false and left out are the same to every switch. */
function isSame(a: unknown, b: unknown): boolean {
  return (a ?? false) === (b ?? false) || JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
