/** What was collected, each with a way to change it, and the submission. */
import type { ReactElement } from 'react'
import { CheckIcon, DocumentIcon, FaceIcon, PictureIcon } from '../../ui/icons.tsx'
import { Button } from '../parts/button.tsx'
import { Screen } from '../parts/frame.tsx'
import { Heading } from '../parts/heading.tsx'
import type { Session, Slot } from '../session.ts'
import { slotKindOf } from '../slots/slot-kind.ts'
import { slotTexts, texts } from '../texts.ts'
import styles from './review.module.css'

interface ReviewProps {
  readonly session: Session
  /** Object URLs of the photos sent from this page, by slot. */
  readonly previews: Readonly<Record<string, string>>
  readonly busy: boolean
  readonly onChange: (slot: string) => void
  readonly onSubmit: () => void
}

const SIGNS = { document: <DocumentIcon />, face: <FaceIcon />, other: <PictureIcon /> } as const

/** Submitting is a step of its own: until here, nothing is checked. */
export function Review({ session, previews, busy, onChange, onSubmit }: ReviewProps): ReactElement {
  const actions = (
    <Button busy={busy} onPress={onSubmit} weight="primary">
      {busy ? `${texts.review.submitting}…` : texts.review.submit}
    </Button>
  )
  return (
    <Screen actions={actions}>
      <Heading lead={texts.review.lead(session.organizationName)}>{texts.review.title}</Heading>
      <ul className={styles.list}>
        {session.slots.map((slot) => (
          <Row key={slot.name} onChange={() => onChange(slot.name)} preview={previews[slot.name]} slot={slot} />
        ))}
      </ul>
    </Screen>
  )
}

interface RowProps {
  readonly slot: Slot
  readonly preview: string | undefined
  readonly onChange: () => void
}

function Row({ slot, preview, onChange }: RowProps): ReactElement {
  const { name } = slotTexts(slot.name)
  const { sent, skipped, change, changeName, add, addName } = texts.review
  return (
    <li className={styles.row}>
      <span className={styles.thumb}>{preview ? <img alt="" src={preview} /> : SIGNS[slotKindOf(slot.name)]}</span>
      <span className={styles.name}>
        {name}
        <span className={slot.uploaded ? styles.sent : styles.skipped}>
          {slot.uploaded && <CheckIcon />}
          {slot.uploaded ? sent : skipped}
        </span>
      </span>
      <button
        aria-label={slot.uploaded ? changeName(name) : addName(name)}
        className={styles.change}
        onClick={onChange}
        type="button"
      >
        {slot.uploaded ? change : add}
      </button>
    </li>
  )
}
