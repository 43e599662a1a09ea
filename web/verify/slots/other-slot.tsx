/** Any other photo that a workflow asks for. */
import type { ReactElement } from 'react'
import { PictureIcon } from '../../ui/icons.tsx'
import { texts } from '../texts.ts'
import { PhotoStep } from './photo-step.tsx'
import type { SlotProps } from './slot-props.ts'

/** Slots without a component of their own. */
export function OtherSlot(props: SlotProps): ReactElement {
  return (
    <PhotoStep
      {...props}
      art={<PictureIcon />}
      camera="environment"
      examples={[]}
      lookLead={texts.photo.readableLead}
      lookTitle={texts.photo.readableTitle}
    />
  )
}
