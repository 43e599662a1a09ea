/** What a document step asks for, in the contract's words (§4.6.5). */
import { SELFIE } from '../selfie-slot.ts'
import type { Slot } from '../step-kind.ts'
import { parseIdType } from './document-rules.ts'
import type { IdVerificationSettings } from './settings.ts'

const FRONT: Slot = { slot: 'id_front', required: true, takes: 'picture' }
const BACK: Slot = { slot: 'id_back', required: false, takes: 'picture' }

/** Kinds whose one page holds everything. */
const FRONT_ONLY_KINDS: ReadonlySet<string> = new Set(['passport', 'visa'])

/** The pictures in their order; settings that want the front only leave the back out. */
export function identitySlots(settings: IdVerificationSettings): readonly Slot[] {
  return settings.require_front_only ? [FRONT, SELFIE] : [FRONT, BACK, SELFIE]
}

/** Whether a type of document, such as `passport-us`, has no back. */
export function isFrontOnly(documentType: string): boolean {
  const kind = parseIdType(documentType)?.kind
  return kind !== undefined && FRONT_ONLY_KINDS.has(kind)
}

export function identityRequirements(settings: IdVerificationSettings): Record<string, unknown> {
  const listed = (map: Readonly<Record<string, boolean>> | undefined) =>
    Object.entries(map ?? {}).flatMap(([key, isValid]) => (isValid ? [key] : []))
  return {
    document: {
      require_front_only: settings.require_front_only,
      front_only_document_types: [...FRONT_ONLY_KINDS],
      require_secondary_id: false,
      require_tertiary_id: false,
      valid_id_types: listed(settings.valid_id_types),
      valid_countries: settings.accept_all_countries ? [] : listed(settings.valid_countries),
      valid_states: [],
    },
    face: { face_front_photo_only: true },
    upload_slots: identitySlots(settings).map(({ slot }) => slot),
  }
}
