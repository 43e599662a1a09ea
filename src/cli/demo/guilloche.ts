/** Draws the fine interlaced lines behind the data of the specimen passport. */

interface Area {
  readonly width: number
  readonly height: number
}

/** Waves and a rosette over the whole area, as an SVG element; pale enough to leave the text readable. */
export function drawGuilloche(area: Area): string {
  const waves = [
    drawWaves(area, { color: '#9cc3c9', spacing: 17, amplitude: 26, wavelength: 420, drift: 0.55 }),
    drawWaves(area, { color: '#d3b6c3', spacing: 17, amplitude: 32, wavelength: 610, drift: -0.4 }),
  ]
  return `<g fill="none" stroke-width="1.1">${waves.join('')}${drawRosette(area)}</g>`
}

interface Waves {
  readonly color: string
  /** Distance between neighbouring lines, in pixels. */
  readonly spacing: number
  readonly amplitude: number
  readonly wavelength: number
  /** Phase from one line to the next, in radians. */
  readonly drift: number
}

function drawWaves({ width, height }: Area, waves: Waves): string {
  const count = Math.ceil(height / waves.spacing) + 2
  const paths = Array.from({ length: count }, (_, line) => {
    const points = Array.from({ length: Math.ceil(width / 20) + 1 }, (_, step) => {
      const x = step * 20
      const phase = (2 * Math.PI * x) / waves.wavelength + line * waves.drift
      return `${x} ${(line * waves.spacing + waves.amplitude * Math.sin(phase)).toFixed(1)}`
    })
    return `<path d="M${points.join('L')}"/>`
  })
  return `<g stroke="${waves.color}" stroke-opacity="0.42">${paths.join('')}</g>`
}

/** Ellipses turned about one middle: the classic engraved rosette. */
function drawRosette({ width, height }: Area): string {
  const middle = `${(width * 0.68).toFixed(0)} ${(height * 0.52).toFixed(0)}`
  const radius = height * 0.4
  const petals = Array.from({ length: 24 }, (_, petal) => {
    const turn = `translate(${middle}) rotate(${petal * 7.5})`
    return `<ellipse transform="${turn}" rx="${radius.toFixed(0)}" ry="${(radius * 0.42).toFixed(0)}"/>`
  })
  return `<g stroke="#b7a86f" stroke-opacity="0.3">${petals.join('')}</g>`
}
