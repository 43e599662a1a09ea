/** Light, dark, or like the system; remembered by this browser. */
import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import type { ReactElement } from 'react'
import { Section } from '../../kit/section.tsx'

const SCHEMES = [
  { value: 'auto', label: 'Like the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** The choice holds at once. */
export function ThemeSection(): ReactElement {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const choose = (value: string) => {
    if (value === 'auto' || value === 'light' || value === 'dark') setColorScheme(value)
  }
  return (
    <Section description="Remembered by this browser." title="Theme">
      <SegmentedControl aria-label="Theme" data={SCHEMES} onChange={choose} value={colorScheme} />
    </Section>
  )
}
