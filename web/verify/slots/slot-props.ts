/** What every slot component gets: the only thing that a camera or a liveness component must fit. */

import type { SendListener } from '../send-photo.ts'
import type { Slot } from '../session.ts'

export interface SlotProps {
  readonly slot: Slot
  /** Object URL of the photo sent from this page, when there is one. */
  readonly preview: string | undefined
  /** Stores the photo; resolves when the server has it, throws `HostedError` when it refuses. */
  readonly send: (photo: Blob, listener: SendListener) => Promise<void>
  /** The server has the photo: go on. */
  readonly onSent: () => void
  /** The photo sent before stays. */
  readonly onKeep: () => void
  /** The applicant leaves out a slot that is not required. */
  readonly onSkip: () => void
  /** Says a short sentence to screen readers. */
  readonly announce: (sentence: string) => void
}
