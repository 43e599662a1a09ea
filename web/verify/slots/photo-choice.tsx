/** Asks for one photo: what it should look like, what it should not, and the two ways to give it. */
import type { ReactElement } from 'react'
import { CameraIcon, CheckIcon, CrossIcon, PictureIcon } from '../../ui/icons.tsx'
import { Button, PhotoPicker } from '../parts/button.tsx'
import { Screen } from '../parts/frame.tsx'
import { Heading } from '../parts/heading.tsx'
import { Notice } from '../parts/notice.tsx'
import { type PhotoFault, slotTexts, texts } from '../texts.ts'
import styles from './photo.module.css'
import type { PhotoGuide } from './photo-guide.ts'
import type { SlotProps } from './slot-props.ts'

interface PhotoChoiceProps extends SlotProps, PhotoGuide {
  readonly fault: PhotoFault | undefined
  readonly onPick: (photo: File) => void
}

/** The first look at a slot, or a second one at a photo that was sent before. */
export function PhotoChoice(props: PhotoChoiceProps): ReactElement {
  const { slot, preview, fault } = props
  const words = slotTexts(slot.name)
  return (
    <Screen actions={<Actions {...props} />}>
      <Heading lead={slot.uploaded ? texts.photo.keptLead : words.lead}>{words.title}</Heading>
      {fault && <Notice {...fault} />}
      {slot.uploaded && preview ? (
        <img alt={texts.photo.preview(words.name)} className={styles.look} src={preview} />
      ) : (
        <Advice {...props} />
      )}
    </Screen>
  )
}

function Advice({ slot, art, examples }: PhotoChoiceProps): ReactElement {
  return (
    <>
      <div className={styles.stage}>{art}</div>
      <ul className={styles.tips}>
        {slotTexts(slot.name).tips.map((tip) => (
          <li key={tip}>
            <CheckIcon />
            {tip}
          </li>
        ))}
      </ul>
      {examples.length > 0 && (
        <div>
          <h2 className={styles.examplesTitle}>{texts.photo.examples}</h2>
          <ul className={styles.examples}>
            {examples.map((example) => (
              <li key={example.label}>
                <div className={styles.example}>
                  {example.art}
                  <span className={styles.cross}>
                    <CrossIcon />
                  </span>
                </div>
                {example.label}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

function Actions({ slot, camera, onPick, onKeep, onSkip }: PhotoChoiceProps): ReactElement {
  return (
    <>
      {slot.uploaded && (
        <Button onPress={onKeep} weight="primary">
          {texts.photo.keep}
        </Button>
      )}
      <PhotoPicker camera={camera} onPick={onPick} weight={slot.uploaded ? 'secondary' : 'primary'}>
        <CameraIcon />
        {texts.photo.take}
      </PhotoPicker>
      <PhotoPicker onPick={onPick} weight="secondary">
        <PictureIcon />
        {texts.photo.choose}
      </PhotoPicker>
      {!slot.required && !slot.uploaded && (
        <Button onPress={onSkip} weight="quiet">
          {slotTexts(slot.name).skip}
        </Button>
      )}
    </>
  )
}
