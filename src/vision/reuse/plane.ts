/** Grey planes of numbers: blurring, and what is left between two blurs. */

/** One number for each pixel, row by row from the top left; any range. */
export interface Plane {
  readonly values: Float32Array
  readonly width: number
  readonly height: number
}

/**
 * What a plane shows between two sizes: blurred by `fine` less blurred by `coarse`, both Gaussian sigmas in pixels.
 * Light and contrast that change slowly across the picture are gone, and so is noise finer than `fine`.
 */
export function bandOf(plane: Plane, { fine, coarse }: { fine: number; coarse: number }): Plane {
  const kept = blur(plane, fine)
  const lost = blur(plane, coarse)
  return { ...plane, values: kept.values.map((value, i) => value - (lost.values[i] ?? 0)) }
}

/** Gaussian blur, edges continued. */
export function blur(plane: Plane, sigma: number): Plane {
  const kernel = kernelOf(sigma)
  return blurAlong(blurAlong(plane, kernel, 'rows'), kernel, 'columns')
}

/** One half of a Gaussian of three sigmas, from its middle on; the whole sums to one. */
function kernelOf(sigma: number): Float32Array {
  const half = Float32Array.from({ length: Math.ceil(sigma * 3) + 1 }, (_, i) =>
    Math.exp(-(i * i) / (2 * sigma * sigma)),
  )
  const sum = half.reduce((total, weight, i) => total + (i === 0 ? weight : 2 * weight), 0)
  return half.map((weight) => weight / sum)
}

function blurAlong({ values, width, height }: Plane, kernel: Float32Array, along: 'rows' | 'columns'): Plane {
  const blurred = new Float32Array(values.length)
  const [length, step] = along === 'rows' ? [width, 1] : [height, width]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = along === 'rows' ? x : y
      const at = y * width + x
      let sum = (values[at] ?? 0) * (kernel[0] ?? 0)
      for (let i = 1; i < kernel.length; i++) {
        const before = values[at - Math.min(i, place) * step] ?? 0
        const after = values[at + Math.min(i, length - 1 - place) * step] ?? 0
        sum += (before + after) * (kernel[i] ?? 0)
      }
      blurred[at] = sum
    }
  }
  return { values: blurred, width, height }
}
