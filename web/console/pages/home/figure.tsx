/** One figure with its name. */
import { Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'

interface FigureProps {
  readonly label: string
  readonly value: string
  /** What the figure is of. */
  readonly note?: string
}

/** The name above, the figure large. */
export function Figure({ label, value, note }: FigureProps): ReactElement {
  return (
    <Stack gap={2}>
      <Text c="dimmed" size="sm">
        {label}
      </Text>
      <Text className="tabular" fw={650} fz={26} lh={1.2}>
        {value}
      </Text>
      {note !== undefined && (
        <Text c="dimmed" size="xs">
          {note}
        </Text>
      )}
    </Stack>
  )
}
