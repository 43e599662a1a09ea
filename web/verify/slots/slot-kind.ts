/** Which kind of photo a slot asks for, by its name in the contract. */

export type SlotKind = 'document' | 'face' | 'other'

/** `id_front`, `secondary_id_back` … are documents, `selfie_…` faces, the rest is told by the organization. */
export function slotKindOf(name: string): SlotKind {
  if (/^(?:(?:secondary|tertiary)_)?id_(?:front|back)$/.test(name)) return 'document'
  return name.startsWith('selfie_') ? 'face' : 'other'
}
