/** The files of a step in a list: to look over before it is submitted, or with those marked that are needed again. */
import type { ReactElement, ReactNode } from 'react'
import { AlertIcon, CheckIcon, DocumentIcon, FaceIcon, FileIcon, PictureIcon } from '../../ui/icons.tsx'
import { Button } from '../parts/button.tsx'
import { Screen } from '../parts/frame.tsx'
import { Heading } from '../parts/heading.tsx'
import { Notice } from '../parts/notice.tsx'
import type { Slot, Step } from '../session.ts'
import { slotTexts } from '../slot-texts.ts'
import { slotKindOf } from '../slots/slot-kind.ts'
import { texts } from '../texts.ts'
import type { Preview } from '../use-previews.ts'
import styles from './review.module.css'

interface ReviewProps {
  readonly step: Step
  readonly title: string
  readonly lead: string
  /** Files that have to be given again before the step can be submitted. */
  readonly marked: readonly Slot[]
  readonly triesLeft: number | undefined
  readonly isRefused: boolean
  /** Files sent from this page, by slot. */
  readonly previews: Readonly<Record<string, Preview>>
  readonly busy: boolean
  readonly onChange: (slot: string) => void
  readonly onSubmit: () => void
}

const SIGNS = { document: <DocumentIcon />, face: <FaceIcon />, other: <PictureIcon /> } as const

/** Submitting is an act of its own: until here, nothing of the step is checked. */
export function Review(props: ReviewProps): ReactElement {
  const { step, title, lead, marked, triesLeft, isRefused, previews, onChange } = props
  return (
    <Screen actions={<Action {...props} />}>
      <Heading lead={lead}>{title}</Heading>
      {isRefused && <Notice {...texts.review.refused} />}
      {triesLeft !== undefined && <p className={styles.tries}>{texts.review.triesLeft(triesLeft)}</p>}
      <ul className={styles.list}>
        {step.slots.map((slot) => (
          <Row
            isMarked={marked.includes(slot)}
            isOnlyMarked={marked.length === 1 && marked.includes(slot)}
            key={slot.name}
            name={slotTexts(step, slot.name).name}
            onChange={() => onChange(slot.name)}
            preview={previews[slot.name]}
            slot={slot}
          />
        ))}
      </ul>
    </Screen>
  )
}

/** With several marked, each has a button in the list and none comes first. */
function Action({ marked, busy, onChange, onSubmit }: ReviewProps): ReactElement | undefined {
  const [first, ...others] = marked
  if (!first) {
    return (
      <Button busy={busy} onPress={onSubmit} weight="primary">
        {texts.review.submit}
      </Button>
    )
  }
  if (others.length > 0) return undefined
  return (
    <Button onPress={() => onChange(first.name)} weight="primary">
      {first.takesPdf ? texts.review.replaceFile : texts.review.retakePhoto}
    </Button>
  )
}

interface RowProps {
  readonly slot: Slot
  readonly name: string
  readonly isMarked: boolean
  /** The button of the screen is for this one. */
  readonly isOnlyMarked: boolean
  readonly preview: Preview | undefined
  readonly onChange: () => void
}

function Row({ slot, name, isMarked, isOnlyMarked, preview, onChange }: RowProps): ReactElement {
  const [word, label] = wordsOfButton(slot, isMarked)
  return (
    <li className={styles.row}>
      <span className={styles.thumb}>
        {preview?.url ? (
          <img alt="" src={preview.url} />
        ) : preview || slot.takesPdf ? (
          <FileIcon />
        ) : (
          SIGNS[slotKindOf(slot.name)]
        )}
      </span>
      <span className={styles.name}>
        {name}
        <State isMarked={isMarked} slot={slot} />
      </span>
      {!isOnlyMarked && (
        <button aria-label={label(name)} className={styles.change} onClick={onChange} type="button">
          {word}
        </button>
      )}
    </li>
  )
}

function wordsOfButton(slot: Slot, isMarked: boolean): readonly [word: string, label: (name: string) => string] {
  const { change, changeName, add, addName, retake, retakeName } = texts.review
  if (!slot.uploaded) return [add, addName]
  return isMarked && !slot.takesPdf ? [retake, retakeName] : [change, changeName]
}

function State({ slot, isMarked }: Pick<RowProps, 'slot' | 'isMarked'>): ReactElement {
  const [style, sign, word] = stateOf(slot, isMarked)
  return (
    <span className={style}>
      {sign}
      {word}
    </span>
  )
}

function stateOf(slot: Slot, isMarked: boolean): readonly [style: string | undefined, sign: ReactNode, word: string] {
  const { sent, skipped, missing, again } = texts.review
  if (isMarked) return [styles.again, <AlertIcon key="again" />, slot.uploaded ? again : missing]
  return slot.uploaded ? [styles.sent, <CheckIcon key="sent" />, sent] : [styles.skipped, undefined, skipped]
}
