/** Shows the photo large before it is sent, and how far the sending is. */
import type { ReactElement } from 'react'
import { CameraIcon, PictureIcon } from '../../ui/icons.tsx'
import { Button, PhotoPicker } from '../parts/button.tsx'
import { Screen } from '../parts/frame.tsx'
import { Heading } from '../parts/heading.tsx'
import { Notice } from '../parts/notice.tsx'
import { type PhotoFault, texts } from '../texts.ts'
import styles from './photo.module.css'
import type { Picture } from './picture.ts'

interface PhotoLookProps {
  readonly name: string
  readonly title: string
  readonly lead: string
  readonly picture: Picture
  readonly camera: 'environment' | 'user'
  readonly fault: PhotoFault | undefined
  /** Present while the photo is on its way; `share` is 0…1. */
  readonly sending: { readonly share: number; readonly waiting: boolean } | undefined
  readonly onConfirm: () => void
  readonly onPick: (photo: File) => void
}

/** The applicant judges sharpness better than any rule, so the photo is as large as the screen allows. */
export function PhotoLook(props: PhotoLookProps): ReactElement {
  const { name, title, lead, picture, fault, sending } = props
  return (
    <Screen actions={sending ? <Sending {...sending} /> : <Choices {...props} />}>
      {sending ? (
        <Heading key="sending" lead={texts.photo.sendingLead}>
          {texts.photo.sending}
        </Heading>
      ) : (
        <Heading key="looking" lead={lead}>
          {title}
        </Heading>
      )}
      {fault && <Notice {...fault} />}
      <img
        alt={texts.photo.preview(name)}
        className={styles.look}
        height={picture.height}
        src={picture.url}
        width={picture.width}
      />
    </Screen>
  )
}

function Sending({ share, waiting }: NonNullable<PhotoLookProps['sending']>): ReactElement {
  return (
    <div className={styles.sending}>
      {waiting && <Notice says={texts.photo.waiting} />}
      <progress aria-label={texts.photo.sending} max={1} value={share} />
    </div>
  )
}

function Choices({ camera, onConfirm, onPick }: PhotoLookProps): ReactElement {
  return (
    <>
      <Button onPress={onConfirm} weight="primary">
        {texts.photo.looksGood}
      </Button>
      <PhotoPicker camera={camera} onPick={onPick} weight="secondary">
        <CameraIcon />
        {texts.photo.again}
      </PhotoPicker>
      <PhotoPicker onPick={onPick} weight="secondary">
        <PictureIcon />
        {texts.photo.another}
      </PhotoPicker>
    </>
  )
}
