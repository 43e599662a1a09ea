/** Names the pictures of custom prompts: in a submission, in a record's `uploads` and in its links (contract §4.3). */

import { toSlug, toUnique } from '../../lib/slugs.ts'
import type { CustomPromptSettings } from './settings.ts'

export interface PromptKeys {
  /** In `uploads` of a submission. */
  readonly slot: string
  /** In `uploads` of a session's record, such as `hold_up_3_fingers`. */
  readonly uploadsKey: string
  /** In `resource_links` of a session's record: the prompt itself, such as `Hold up 3 fingers`. */
  readonly linkKey: string
}

/** What a record says already of other files. */
const RECORD_KEYS = [
  'id_front',
  'id_back',
  'secondary_id_front',
  'secondary_id_back',
  'tertiary_id_front',
  'tertiary_id_back',
  'selfie_front',
  'selfie_right',
  'selfie_left',
  'faceliveness',
  'faceliveness_preview_clip',
  'pdf_summary',
  ...Array.from({ length: 20 }, (_, at) => `document_${at + 1}`),
]

/** The slot of the prompt at a place, counted from 0. */
export function promptSlot(at: number): string {
  return `custom-prompts-list_${at}`
}

/** The names of every prompt's picture in the order of the prompts; no key comes twice or means another file. */
export function promptKeys({ prompts }: CustomPromptSettings): readonly PromptKeys[] {
  const slugs = prompts.map(({ text }, at) => toSlug(text) || `prompt_${at + 1}`)
  const uploadsKeys = toUnique(slugs, RECORD_KEYS, '_')
  const texts = prompts.map(({ text }) => text)
  const linkKeys = toUnique(texts, RECORD_KEYS, ' ')
  return texts.map((text, at) => ({
    slot: promptSlot(at),
    uploadsKey: uploadsKeys[at] ?? promptSlot(at),
    linkKey: linkKeys[at] ?? text,
  }))
}
