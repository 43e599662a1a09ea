/** What the screens of each kind of step get. */
import type { Session, Step } from '../session.ts'
import type { FlowControl } from '../use-flow.ts'
import type { Previews } from '../use-previews.ts'

export interface StepProps {
  readonly step: Step
  readonly session: Session
  readonly control: FlowControl
  readonly previews: Previews
  /** Says a short sentence to screen readers. */
  readonly announce: (sentence: string) => void
}
