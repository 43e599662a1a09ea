/** The portrait on the document beside the selfie, both faces of one size, with how alike they are. */
import { Text } from '@mantine/core'
import { type CSSProperties, type ReactElement, useState } from 'react'
import type { Finding, PlacedFace, SessionDetail } from '../../data/session-detail.ts'
import { usePerson } from '../../lib/organization.ts'
import { reasonSentence } from '../../words/reasons.ts'
import classes from './compare.module.css'
import { sayFinding } from './finding-words.ts'
import { Gauge } from './gauge.tsx'
import { usePicture } from './use-picture.ts'

/** How much of the picture is shown around a face, in heights of the face. */
const SHOWN = 1.7

/** Nothing when either face was not found. */
export function FacePair({
  session,
  match,
}: {
  readonly session: SessionDetail
  readonly match: Finding | undefined
}): ReactElement | null {
  const { portrait, selfie } = session.extracted ?? {}
  const said = match && sayFinding(match, session.applicant)
  const [code] = match?.codes ?? []
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
          {said?.value ?? 'not measured'}
        </Text>
        {match?.gauge && <Gauge gauge={match.gauge} />}
        <Text c="dimmed" mt={4} size="xs">
          {code === undefined ? said?.wanted : reasonSentence({ code })}
        </Text>
      </div>
    </div>
  )
}

function Face({ face, label }: { readonly face: PlacedFace; readonly label: string }): ReactElement {
  const { url, error } = usePicture(face.evidenceId)
  const { email } = usePerson()
  const [size, setSize] = useState<{ width: number; height: number }>()
  const style = size && cut(face, size)
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

/** Places and turns the picture so that the face fills its square, upright. */
function cut(
  { box, turnDegrees = 0 }: PlacedFace,
  { width, height }: { width: number; height: number },
): CSSProperties {
  const side = Math.max(box.width * width, box.height * height) * SHOWN
  const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 }
  const percent = (share: number) => `${share * 100}%`
  return {
    height: percent(height / side),
    left: percent(0.5 - (middle.x * width) / side),
    top: percent(0.5 - (middle.y * height) / side),
    transform: `rotate(${turnDegrees}deg)`,
    transformOrigin: `${percent(middle.x)} ${percent(middle.y)}`,
    width: percent(width / side),
  }
}
