/** What sets one kind of photo apart from another: its pictures, its camera and its question. */
import type { ReactNode } from 'react'

export interface PhotoGuide {
  readonly art: ReactNode
  /** What a bad photo looks like. */
  readonly examples: ReadonlyArray<{ readonly label: string; readonly art: ReactNode }>
  /** The camera that looks away from the holder, or at the holder. */
  readonly camera: 'environment' | 'user'
  /** What the applicant is asked while looking at the photo. */
  readonly lookTitle: string
  readonly lookLead: string
}
