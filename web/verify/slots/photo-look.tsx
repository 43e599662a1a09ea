/** Shows the photo large, or the file by its name, before it is sent, and how far the sending is. */
import type { ReactElement } from 'react'
import { CameraIcon, PictureIcon } from '../../ui/icons.tsx'
import { Button, PhotoPicker } from '../parts/button.tsx'
import { FileRow } from '../parts/file-row.tsx'
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
  readonly isPdfTaken: boolean
  readonly fault: PhotoFault | undefined
  /** Present while the photo is on its way; `share` is 0…1. */
  readonly sending: { readonly share: number; readonly waiting: boolean } | undefined
  readonly onConfirm: () => void
  readonly onPick: (file: File) => void
}

/** The applicant judges sharpness better than any rule, so the photo is as large as the screen allows. */
export function PhotoLook(props: PhotoLookProps): ReactElement {
  const { name, title, lead, fault, sending } = props
  const { file, photo } = props.picture
  return (
    <Screen actions={sending ? <Sending {...sending} /> : <Choices {...props} />}>
      {sending ? (
        <Heading key="sending" lead={texts.photo.sendingLead}>
          {photo ? texts.photo.sending : texts.photo.sendingFile}
        </Heading>
      ) : (
        <Heading key="looking" lead={photo ? lead : texts.photo.fileLead}>
          {photo ? title : texts.photo.fileTitle}
        </Heading>
      )}
      {fault && <Notice {...fault} />}
      {photo ? (
        <img
          alt={texts.photo.preview(name)}
          className={styles.look}
          height={photo.height}
          src={photo.url}
          width={photo.width}
        />
      ) : (
        <FileRow name={file.name} sizeBytes={file.size} />
      )}
    </Screen>
  )
}

function Sending({ share, waiting }: NonNullable<PhotoLookProps['sending']>): ReactElement {
  return (
    <div className={styles.sending}>
      {waiting && <Notice says={texts.photo.waiting} takesFocus={false} />}
      <progress aria-label={texts.photo.sending} max={1} value={share} />
    </div>
  )
}

function Choices({ picture, camera, isPdfTaken, onConfirm, onPick }: PhotoLookProps): ReactElement {
  return (
    <>
      <Button onPress={onConfirm} weight="primary">
        {texts.photo.looksGood}
      </Button>
      <PhotoPicker camera={camera} onPick={onPick} weight="secondary">
        <CameraIcon />
        {picture.photo ? texts.photo.again : texts.photo.photoInstead}
      </PhotoPicker>
      <PhotoPicker onPick={onPick} takesPdf={isPdfTaken} weight="secondary">
        <PictureIcon />
        {texts.photo.another}
      </PhotoPicker>
    </>
  )
}
