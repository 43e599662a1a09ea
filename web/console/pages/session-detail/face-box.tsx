/** The outline of a face over its picture: goes where the picture goes, always as thin and never turned. */
import type { CSSProperties, ReactElement } from 'react'
import type { Attempt, PlacedFace } from '../../data/session-detail.ts'
import classes from './compare.module.css'
import { placeBox, type View } from './views.ts'

interface FaceBoxProps {
  readonly face: PlacedFace
  readonly picture: Attempt
  readonly view: View
  readonly label: string
}

/** A picture of what stands in words beside the pictures; lets every pointer through. */
export function FaceBox({ face, picture, view, label }: FaceBoxProps): ReactElement | null {
  const { width, height } = picture
  if (width === undefined || height === undefined) return null
  return (
    <div
      aria-hidden="true"
      className={classes.faceBox}
      data-face={label}
      style={toStyle(face, { width, height }, view)}
    >
      <span>{label}</span>
    </div>
  )
}

/** The picture is contained in the panel: one of its pixels is as large as the tighter side allows. */
function toStyle(
  face: PlacedFace,
  size: { width: number; height: number },
  { scale, x, y, turns }: View,
): CSSProperties {
  const placed = placeBox(face.box, size, turns)
  const pixel = `${scale} * min(100cqw / ${placed.picture.width}, 100cqh / ${placed.picture.height})`
  return {
    height: `calc(${placed.height} * ${pixel})`,
    left: `calc(50% + ${x * 100}cqw + ${placed.x} * ${pixel})`,
    top: `calc(50% + ${y * 100}cqh + ${placed.y} * ${pixel})`,
    width: `calc(${placed.width} * ${pixel})`,
  }
}
