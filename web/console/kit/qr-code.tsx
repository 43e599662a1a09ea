/** A QR code drawn as one SVG path: no picture to load, sharp at any size, dark on light in every theme. */
import { Box } from '@mantine/core'
import { create } from 'qrcode'
import { type ReactElement, useMemo } from 'react'

/** Light modules around the code; ISO/IEC 18004 asks for four. */
const QUIET_ZONE = 4

/** `label` says what scanning it does. */
export function QrCode({
  text,
  label,
  size = 192,
}: {
  readonly text: string
  readonly label: string
  readonly size?: number
}): ReactElement {
  const { path, side } = useMemo(() => drawModules(text), [text])
  return (
    <Box bg="white" lh={0} p={0} style={{ borderRadius: 8, border: '1px solid var(--console-border)' }} w="fit-content">
      <svg
        aria-label={label}
        height={size}
        role="img"
        shapeRendering="crispEdges"
        viewBox={`0 0 ${side} ${side}`}
        width={size}
      >
        <path d={path} fill="black" />
      </svg>
    </Box>
  )
}

/** The dark modules as unit squares, moved by the quiet zone. */
function drawModules(text: string): { path: string; side: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const squares: string[] = []
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) {
      if (modules.get(y, x)) squares.push(`M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`)
    }
  }
  return { path: squares.join(''), side: modules.size + 2 * QUIET_ZONE }
}
