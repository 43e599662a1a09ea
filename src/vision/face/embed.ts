/** Turns a face into the 512 numbers that tell people apart. */
import type { Pixels } from '../image.ts'
import type { Models } from '../models.ts'
import { alignFace, type Point } from './align.ts'
import { type Embedding, toUnitLength } from './compare.ts'
import type { DetectedFace } from './detect.ts'
import { CENTRED, toTensor } from './input.ts'
import { findLandmarks, fivePoints } from './landmarks.ts'

/** The embedding of one face of a picture: `Float32Array(512)`, unit length. */
export async function embedFace(
  models: Pick<Models, 'faceLandmark' | 'faceEmbed'>,
  image: Pixels,
  face: DetectedFace,
): Promise<Embedding> {
  return embedPoints(models, image, fivePoints(await findLandmarks(models, image, face)))
}

/**
 * The embedding of the face whose five points are known.
 * The picture's and its mirror's are summed, which cancels part of what pose and light add.
 */
export async function embedPoints(
  models: Pick<Models, 'faceEmbed'>,
  image: Pixels,
  five: readonly Point[],
): Promise<Embedding> {
  const aligned = alignFace(image, five)
  const sum = await runNetwork(models, aligned)
  const mirrored = await runNetwork(models, mirror(aligned))
  return toUnitLength(sum.map((value, i) => value + (mirrored[i] ?? 0)))
}

async function runNetwork(models: Pick<Models, 'faceEmbed'>, aligned: Pixels): Promise<Float32Array> {
  const { output } = await models.faceEmbed.run(toTensor(aligned, CENTRED))
  if (!(output?.data instanceof Float32Array)) throw new Error('The embedding network answered without numbers')
  return output.data
}

/** Left and right exchanged. */
function mirror({ data, width, height }: Pixels): Pixels {
  const mirrored = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + width - 1 - x) * 3
      mirrored.set(data.subarray(from, from + 3), (y * width + x) * 3)
    }
  }
  return { data: mirrored, width, height }
}
