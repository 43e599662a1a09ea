/** Whether the applicant may leave out a file. */
import { type Slot, type Step, toCount } from '../session.ts'

/** Optional files may be left out as long as the least number of them can still be given. */
export function canSkip({ slots, requirements }: Step, slot: Slot, skipped: readonly string[]): boolean {
  if (slot.required) return false
  const minimum = toCount(requirements.minimum_optional_uploads) ?? 0
  const others = slots.filter(({ name, required }) => !required && name !== slot.name && !skipped.includes(name))
  return others.length >= minimum
}
