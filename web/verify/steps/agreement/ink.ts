/** Dark ink on white paper, whatever the colours of the page. */

const INK = '#14201d'
const PAPER = '#ffffff'
const LINE_WIDTH = 2.5

/** In pixels of the page, from the top left of the paper. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Makes the picture of a signature that is there. */
export type MakeSignature = () => Promise<File>

/** Fits the canvas to its place on the page at the screen's own sharpness, and answers a clean sheet. */
export function openPaper(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const scale = Math.max(1, devicePixelRatio)
  canvas.width = Math.round(canvas.clientWidth * scale)
  canvas.height = Math.round(canvas.clientHeight * scale)
  const context = canvas.getContext('2d')
  if (!context) return null
  context.scale(scale, scale)
  context.fillStyle = PAPER
  context.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight)
  Object.assign(context, {
    strokeStyle: INK,
    fillStyle: INK,
    lineWidth: LINE_WIDTH,
    lineCap: 'round',
    lineJoin: 'round',
  })
  return context
}

/** Draws one stroke from its first point to its last; a single point is a dot. */
export function drawStroke(context: CanvasRenderingContext2D, stroke: readonly Point[]): void {
  const [first, ...others] = stroke
  if (!first) return
  context.beginPath()
  context.moveTo(first.x, first.y)
  for (const { x, y } of others.length > 0 ? others : [first]) context.lineTo(x, y)
  context.stroke()
}

/** Length of all strokes: a touch by mistake is no signature. */
export function inkLength(strokes: ReadonlyArray<readonly Point[]>): number {
  const ofStroke = (stroke: readonly Point[]) =>
    stroke.reduce((sum, { x, y }, at) => {
      const before = stroke[at - 1]
      return before ? sum + Math.hypot(x - before.x, y - before.y) : sum
    }, 0)
  return strokes.reduce((sum, stroke) => sum + ofStroke(stroke), 0)
}

/** The picture of what is on the paper. */
export function toFile(canvas: HTMLCanvasElement): Promise<File> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(new File([blob], 'signature.png', { type: 'image/png' }))
      else reject(new Error('The signature could not be drawn'))
    }, 'image/png')
  })
}
