/** Refuses a session of a workflow that holds steps which cannot run here. */
import { AppError } from '../../lib/errors.ts'
import { toKebab, whyNotRunnable } from '../../steps/catalogue.ts'
import { findKind, type StoredStep } from '../../steps/registry.ts'

/** Throws `steps_not_runnable` naming the steps that this installation cannot run, each with the reason. */
export function requireRunnable(steps: readonly StoredStep[]): void {
  const lacking = steps.filter(({ id }) => !findKind(id)).map(({ id }) => id)
  if (lacking.length === 0) return
  const names = lacking.map(toKebab)
  throw new AppError('steps_not_runnable', {
    message: `Invalid workflow step: ${lacking.map((id) => `${toKebab(id)} cannot run here. ${whyNotRunnable(id)}`).join(' ')}`,
    hints: lacking.map((id) => {
      return { code: 'not_runnable', path: ['steps', toKebab(id)], message: whyNotRunnable(id) ?? 'cannot run here' }
    }),
    details: { invalid_steps: names },
  })
}
