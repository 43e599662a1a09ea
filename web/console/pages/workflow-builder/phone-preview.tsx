/** The screens that an applicant will see, in a frame the shape of a phone. */
import { Badge, Group, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { photoTexts } from '../../../verify/slot-texts.ts'
import type { CheckedDraft, Step } from '../../data/workflow-types.ts'
import { stepWord } from '../../words/steps.ts'
import classes from './builder.module.css'

interface Props {
  readonly photos: CheckedDraft['photos']
  readonly steps: readonly Step[]
}

interface Screen {
  readonly title: string
  readonly lead: string
  readonly note?: string
}

/** The words are those of the hosted page itself. */
export function PhonePreview({ photos, steps }: Props): ReactElement {
  return (
    <Stack gap="xs">
      <Text c="dimmed" size="sm">
        What the applicant sees, one screen after the other. A photo that several steps look at is taken once.
      </Text>
      <ol aria-label="Screens of the applicant" className={`${classes.phone} ${classes.plainList}`}>
        {listScreens(photos, steps).map(({ title, lead, note }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: screens keep no state, and two may be called alike
          <li className={classes.screen} key={`${at} ${title}`}>
            <Group gap={6} justify="space-between" wrap="nowrap">
              <Text fw={600} size="sm">
                {at + 1}. {title}
              </Text>
              {note && (
                <Badge color="gray" size="sm" tt="none" variant="light">
                  {note}
                </Badge>
              )}
            </Group>
            <Text c="dimmed" size="xs">
              {lead}
            </Text>
          </li>
        ))}
      </ol>
    </Stack>
  )
}

function listScreens(photos: CheckedDraft['photos'], steps: readonly Step[]): readonly Screen[] {
  return [
    { title: 'Welcome', lead: 'Who asks, what for, and consent' },
    ...steps.flatMap((step) =>
      screensOf(
        step,
        photos.filter((photo) => photo.step === step.id),
      ),
    ),
    { title: 'Done', lead: 'Thanks, and the way back to you' },
  ]
}

function screensOf({ id, config }: Step, photos: CheckedDraft['photos']): readonly Screen[] {
  const lead = `For ${stepWord(id)}`
  switch (id) {
    case 'CONSENT':
    case 'FACE_LIVENESS_CONSENT_SETTINGS': {
      if (config.face_liveness === false) return []
      const title = id === 'CONSENT' ? 'Your text' : 'Consent to the use of the face'
      return [{ title, lead: photos.length > 0 ? 'Agree, sign or decline' : 'Agree or decline' }]
    }
    case 'DOCUMENT_UPLOAD':
      return entriesOf(config.documents).map(({ description, optional }) => ({
        ...{ title: textOf(description, 'A document'), lead: 'A photo or a PDF' },
        ...(optional === true && { note: 'optional' }),
      }))
    case 'CUSTOM_PROMPT':
      return entriesOf(config.prompts).map(({ text }) => ({ title: textOf(text, 'A photo'), lead }))
    case 'CUSTOM_FORM': {
      const count = entriesOf(config.questionnaire_fields).length + entriesOf(config.fields).length
      return [{ title: 'Your questions', lead: count === 1 ? '1 question' : `${count} questions` }]
    }
    default:
      return photos.map(({ slot, required }) => {
        return { title: photoTexts(slot).title, lead, ...(!required && { note: 'optional' }) }
      })
  }
}

function entriesOf(list: unknown): ReadonlyArray<Readonly<Record<string, unknown>>> {
  return Array.isArray(list) ? list : []
}

function textOf(value: unknown, other: string): string {
  return typeof value === 'string' && value.trim() !== '' ? value : other
}
