/** One photo of the applicant's face. */
import type { ReactElement } from 'react'
import { texts } from '../texts.ts'
import { FaceArt } from './art.tsx'
import { PhotoStep } from './photo-step.tsx'
import type { SlotProps } from './slot-props.ts'

/** Slots `selfie_front`, `selfie_left` and `selfie_right`. */
export function FaceSlot(props: SlotProps): ReactElement {
  const { name } = props.slot
  const turned = name === 'selfie_left' ? 'left' : name === 'selfie_right' ? 'right' : undefined
  const examples = [
    { label: texts.faults.dark, art: <FaceArt fault="dark" /> },
    { label: texts.faults.covered, art: <FaceArt fault="covered" /> },
    { label: texts.faults.cutOff, art: <FaceArt fault="cut-off" /> },
  ]
  return (
    <PhotoStep
      {...props}
      art={<FaceArt {...(turned && { turned })} />}
      camera="user"
      examples={examples}
      lookLead={texts.photo.faceLead}
      lookTitle={texts.photo.faceTitle}
    />
  )
}
