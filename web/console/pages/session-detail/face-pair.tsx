/** The portrait on the document beside the selfie, both faces of one size, with how alike they are. */
import { Text } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { Extracted, Finding, PlacedFace } from '../../data/session-detail.ts'
import { usePerson } from '../../lib/organization.ts'
import classes from './compare.module.css'
import { Gauge } from './gauge.tsx'
import { usePicture } from './use-picture.ts'

/** How much of the picture is shown around a face, in heights of the face. */
const SHOWN = 1.7
/** Width by height of faces that stand upright; a document that was turned for reading has others. */
const UPRIGHT = { least: 0.5, most: 1.3 }

/** Nothing when either face was not found. */
export function FacePair({
  extracted,
  match,
}: {
  readonly extracted: Extracted
  readonly match: Finding | undefined
}): ReactElement | null {
  const { portrait, selfie } = extracted
  if (!portrait || !selfie) return null
  return (
    <div className={classes.faces}>
      <Face face={portrait} label="Portrait on the document" />
      <Face face={selfie} label="Face in the selfie" />
      <div style={{ flex: '1 1 160px', minWidth: 140 }}>
        <Text c="dimmed" size="xs">
          Face match
        </Text>
        <Text className="tabular" fw={650} size="xl">
          {match?.value ?? 'not measured'}
        </Text>
        {match?.gauge && <Gauge gauge={match.gauge} />}
        <Text c="dimmed" mt={4} size="xs">
          {match?.reason ?? match?.wanted}
        </Text>
      </div>
    </div>
  )
}

function Face({ face, label }: { readonly face: PlacedFace; readonly label: string }): ReactElement {
  const { url, error } = usePicture(face.evidenceId)
  const { email } = usePerson()
  const [size, setSize] = useState<{ width: number; height: number }>()
  const style = size && cut(face.box, size)
  return (
    <figure style={{ margin: 0 }}>
      <span className={classes.face} data-watermark={email}>
        {url !== undefined && (
          <img
            alt={label}
            draggable={false}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setSize({ width, height })}
            src={url}
            style={style ?? { height: '100%', left: 0, objectFit: 'contain', top: 0, width: '100%' }}
          />
        )}
      </span>
      <Text c="dimmed" component="figcaption" mt={4} size="xs">
        {error ? 'Not available' : label}
      </Text>
    </figure>
  )
}

/** Places the picture so that the face fills its square; undefined when the box does not fit the picture as it lies. */
function cut(box: PlacedFace['box'], { width, height }: { width: number; height: number }) {
  const shape = (box.width * width) / (box.height * height)
  if (shape < UPRIGHT.least || shape > UPRIGHT.most) return undefined
  const side = box.height * height * SHOWN
  const left = (box.left + box.width / 2) * width - side / 2
  const top = (box.top + box.height / 2) * height - side / 2
  const percent = (pixels: number) => `${(pixels / side) * 100}%`
  return { height: percent(height), left: percent(-left), top: percent(-top), width: percent(width) }
}
