/** The screen of one slot: one component for each kind. A camera or liveness component takes its place here. */
import type { ComponentType, ReactElement } from 'react'
import { DocumentSlot } from './document-slot.tsx'
import { FaceSlot } from './face-slot.tsx'
import { OtherSlot } from './other-slot.tsx'
import { type SlotKind, slotKindOf } from './slot-kind.ts'
import type { SlotProps } from './slot-props.ts'

const COMPONENTS: Readonly<Record<SlotKind, ComponentType<SlotProps>>> = {
  document: DocumentSlot,
  face: FaceSlot,
  other: OtherSlot,
}

/** Shows the component of the slot's kind. */
export function SlotScreen(props: SlotProps): ReactElement {
  const Component = COMPONENTS[slotKindOf(props.slot.name)]
  return <Component {...props} />
}
