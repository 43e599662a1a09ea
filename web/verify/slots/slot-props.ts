/** What every slot component gets: the only thing that a camera or a liveness component must fit. */

import type { SendListener } from '../send-photo.ts'
import type { Slot } from '../session.ts'
import type { SlotTexts } from '../slot-texts.ts'
import type { Preview } from '../use-previews.ts'
import type { VerdictWords } from '../verdict-words.ts'

export interface SlotProps {
  readonly slot: Slot
  readonly words: SlotTexts
  /** Why it is asked for again; undefined the first time. */
  readonly again: VerdictWords | undefined
  /** The file sent from this page, when there is one. */
  readonly preview: Preview | undefined
  /** Stores the file; resolves when the server has it, throws `HostedError` when it refuses. */
  readonly send: (file: File, listener: SendListener) => Promise<void>
  /** The server has the file: go on. */
  readonly onSent: () => void
  /** The file sent before stays. */
  readonly onKeep: () => void
  /** The applicant leaves it out; undefined when it has to be given. */
  readonly onSkip: (() => void) | undefined
  /** One screen back; undefined when there is none. */
  readonly onBack: (() => void) | undefined
  /** Says a short sentence to screen readers. */
  readonly announce: (sentence: string) => void
}
