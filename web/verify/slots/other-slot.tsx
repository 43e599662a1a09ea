/** Any other photo that a workflow asks for. */
import type { ReactElement } from 'react'
import { FileIcon, PictureIcon } from '../../ui/icons.tsx'
import { texts } from '../texts.ts'
import styles from './photo.module.css'
import { PhotoStep } from './photo-step.tsx'
import type { SlotProps } from './slot-props.ts'

/** Slots without a component of their own. */
export function OtherSlot(props: SlotProps): ReactElement {
  return (
    <PhotoStep
      {...props}
      art={<span className={styles.sign}>{props.slot.takesPdf ? <FileIcon /> : <PictureIcon />}</span>}
      camera="environment"
      examples={[]}
      lookLead={texts.photo.readableLead}
      lookTitle={texts.photo.readableTitle}
    />
  )
}
