/** The signature under a consent. */
import { Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Attempt } from '../../data/session-detail.ts'
import classes from './compare.module.css'
import { usePicture } from './use-picture.ts'
import { slotWord } from './words.ts'

/** On white, as it was drawn. */
export function Signature({ picture }: { readonly picture: Attempt }): ReactElement {
  const { url, error } = usePicture(picture.id)
  return (
    <figure className={classes.signature}>
      {url !== undefined && <img alt={slotWord(picture.slot)} draggable={false} src={url} />}
      <Text c="dimmed" component="figcaption" size="xs">
        {error ? 'The signature is not available.' : slotWord(picture.slot)}
      </Text>
    </figure>
  )
}
