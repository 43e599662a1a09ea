/** The pictures of the fixed sessions: by ids of their own, so that signed links lead to them as to every picture. */
import type { EvidenceId } from '../../lib/ids.ts'
import { promptSlot } from '../../steps/custom-prompt/prompt-keys.ts'
import { drawPicture, type Motif } from './draw-picture.ts'

/** In an order that stays: the place is part of the id. */
const MOTIFS_BY_SLOT: Readonly<Record<string, Motif>> = {
  id_front: 'document',
  id_back: 'document',
  secondary_id_front: 'document',
  secondary_id_back: 'document',
  tertiary_id_front: 'document',
  tertiary_id_back: 'document',
  selfie_front: 'face',
  selfie_right: 'face',
  selfie_left: 'face',
  faceliveness: 'face',
  pdf_summary: 'page',
  [promptSlot(0)]: 'hand',
  document_1: 'page',
}

/** Every slot that a fixed session can have. */
export const FIXTURE_SLOTS: readonly string[] = Object.keys(MOTIFS_BY_SLOT)

/** In the form of UUIDs, and of none that is ever made: random ones have more bits. */
const ID_START = '00000000-0000-4000-8000-0000000000'

const drawn = new Map<Motif, Buffer>()

/** The id of a slot's picture, the same for everybody. */
export function fixturePictureId(slot: string): EvidenceId {
  return `${ID_START}${String(FIXTURE_SLOTS.indexOf(slot) + 1).padStart(2, '0')}` as EvidenceId
}

/** The PNG behind such an id; undefined for any other one. */
export function findFixturePicture(id: string): Buffer | undefined {
  const slot = id.startsWith(ID_START) ? FIXTURE_SLOTS.find((known) => fixturePictureId(known) === id) : undefined
  const motif = slot && MOTIFS_BY_SLOT[slot]
  if (!motif) return undefined
  const bytes = drawn.get(motif) ?? drawPicture(motif)
  drawn.set(motif, bytes)
  return bytes
}
