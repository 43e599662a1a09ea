/** Asks for one photo: what it should look like, what it should not, and the two ways to give it. */
import type { ReactElement } from 'react'
import { CameraIcon, CheckIcon, CrossIcon, PictureIcon } from '../../ui/icons.tsx'
import { Button, PhotoPicker } from '../parts/button.tsx'
import { FileRow } from '../parts/file-row.tsx'
import { Screen } from '../parts/frame.tsx'
import { Heading } from '../parts/heading.tsx'
import { Notice } from '../parts/notice.tsx'
import { type PhotoFault, texts } from '../texts.ts'
import type { Preview } from '../use-previews.ts'
import styles from './photo.module.css'
import type { PhotoGuide } from './photo-guide.ts'
import type { SlotProps } from './slot-props.ts'

interface PhotoChoiceProps extends SlotProps, PhotoGuide {
  readonly fault: PhotoFault | undefined
  readonly onPick: (file: File) => void
}

/** The first look at a slot, or a second one at a file that was sent before. */
export function PhotoChoice(props: PhotoChoiceProps): ReactElement {
  const { words, again, preview, fault } = props
  const isKept = isKeepable(props)
  const lead = isKept ? texts.photo.keptLead : (again?.does ?? words.lead)
  return (
    <Screen actions={<Actions {...props} />}>
      <Heading lead={lead}>{words.title}</Heading>
      {fault && <Notice {...fault} />}
      {isKept && preview ? <Sent name={words.name} preview={preview} /> : <Advice {...props} />}
    </Screen>
  )
}

/** What has to be given again cannot be kept. */
function isKeepable({ slot, again }: PhotoChoiceProps): boolean {
  return slot.uploaded && !again
}

function Sent({ name, preview }: { readonly name: string; readonly preview: Preview }): ReactElement {
  if (!preview.url) return <FileRow name={preview.name} sizeBytes={preview.sizeBytes} />
  return <img alt={texts.photo.preview(name)} className={styles.look} src={preview.url} />
}

function Advice({ words, art, examples }: PhotoChoiceProps): ReactElement {
  return (
    <>
      <div className={styles.stage}>{art}</div>
      <ul className={styles.tips}>
        {words.tips.map((tip) => (
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

function Actions(props: PhotoChoiceProps): ReactElement {
  const { slot, words, camera, onPick, onKeep, onSkip } = props
  const isKept = isKeepable(props)
  return (
    <>
      {isKept && (
        <Button onPress={onKeep} weight="primary">
          {texts.photo.keep}
        </Button>
      )}
      <PhotoPicker camera={camera} onPick={onPick} weight={isKept ? 'secondary' : 'primary'}>
        <CameraIcon />
        {isKept ? texts.photo.takeInstead : texts.photo.take}
      </PhotoPicker>
      <PhotoPicker onPick={onPick} takesPdf={slot.takesPdf} weight="secondary">
        <PictureIcon />
        {slot.takesPdf ? texts.photo.chooseFile : texts.photo.choose}
      </PhotoPicker>
      {onSkip && !slot.uploaded && (
        <Button onPress={onSkip} weight="quiet">
          {words.skip}
        </Button>
      )}
    </>
  )
}
