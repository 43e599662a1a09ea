/** One side of an identity document. */
import type { ReactElement } from 'react'
import { texts } from '../texts.ts'
import { DocumentArt } from './art.tsx'
import { PhotoStep } from './photo-step.tsx'
import type { SlotProps } from './slot-props.ts'

/** Slots `…id_front` and `…id_back`. */
export function DocumentSlot(props: SlotProps): ReactElement {
  const side = props.slot.name.endsWith('_back') ? 'back' : 'front'
  const examples = [
    { label: texts.faults.blurred, art: <DocumentArt fault="blurred" side={side} /> },
    { label: texts.faults.glare, art: <DocumentArt fault="glare" side={side} /> },
    { label: texts.faults.cutOff, art: <DocumentArt fault="cut-off" side={side} /> },
  ]
  return (
    <PhotoStep
      {...props}
      art={<DocumentArt side={side} />}
      camera="environment"
      examples={examples}
      lookLead={texts.photo.readableLead}
      lookTitle={texts.photo.readableTitle}
    />
  )
}
