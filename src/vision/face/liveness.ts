/** Scores whether a face is a person before the camera rather than a print or a screen: a weak signal. */
import type { Pixels } from '../image.ts'
import type { Models } from '../models.ts'
import type { DetectedFace } from './detect.ts'
import { cutTo, type Normalisation, squareInside, toTensor } from './input.ts'

const INPUT_SIZE = 128

/** How much of the surroundings the network looks at, in sides of the face: edges of paper and of screens show there. */
const CROP_SCALE = 2.7

/** Measured: raw bytes in blue, green, red order; the package's own red, green, blue order scores worse. */
const RAW_BGR: Normalisation = { mean: [0, 0, 0], divisor: [1, 1, 1], bgr: true }

/**
 * Passive liveness of one face of a picture, 0…1, higher = more likely a live person.
 * A weak risk signal that must not decide alone: about one picture in seven is judged wrongly, and pictures that
 * were swapped or generated before they reached us look live to it (docs/vision-faces.md).
 * Means most on whole photographs, with the surroundings of the face still there.
 */
export async function scoreLiveness(
  models: Pick<Models, 'faceLiveness'>,
  image: Pixels,
  face: DetectedFace,
): Promise<number> {
  const cut = await cutTo(image, squareInside(face.box, CROP_SCALE, image), INPUT_SIZE)
  const { output } = await models.faceLiveness.run(toTensor(cut, RAW_BGR))
  const [live, spoof, otherSpoof] = output?.data instanceof Float32Array ? output.data : []
  if (live === undefined || spoof === undefined || otherSpoof === undefined) {
    throw new Error('The liveness network answered without its three classes')
  }
  // Softmax of the first class, written so that large values cannot overflow.
  return 1 / (1 + Math.exp(spoof - live) + Math.exp(otherSpoof - live))
}
