/** The screens that an applicant will see, in a frame the shape of a phone. */
import { Badge, Group, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { photoTexts } from '../../../verify/slot-texts.ts'
import type { CheckedDraft, OfferedStep } from '../../data/workflow-types.ts'
import classes from './builder.module.css'

interface Props {
  readonly photos: CheckedDraft['photos']
  readonly offered: readonly OfferedStep[]
}

interface Screen {
  readonly title: string
  readonly lead: string
  readonly note?: string
}

/** The words are those of the hosted page itself. */
export function PhonePreview({ photos, offered }: Props): ReactElement {
  return (
    <Stack gap="xs">
      <Text c="dimmed" size="sm">
        What the applicant sees, one screen after the other. A photo that several steps look at is taken once.
      </Text>
      <ol aria-label="Screens of the applicant" className={`${classes.phone} ${classes.plainList}`}>
        {listScreens(photos, offered).map(({ title, lead, note }, at) => (
          <li className={classes.screen} key={title}>
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

function listScreens(photos: CheckedDraft['photos'], offered: readonly OfferedStep[]): readonly Screen[] {
  const asked = photos.map(({ slot, step, required }): Screen => {
    const { title } = photoTexts(slot)
    const label = offered.find(({ id }) => id === step)?.label ?? step
    return { title, lead: `For ${label}`, ...(!required && { note: 'optional' }) }
  })
  return [
    { title: 'Welcome', lead: 'Who asks, what for, and consent' },
    ...asked,
    { title: 'Review', lead: 'Every photo once more, then sending' },
    { title: 'Done', lead: 'Thanks, and the way back to you' },
  ]
}
