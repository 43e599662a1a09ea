/** Keys that act without Ctrl: on or off, remembered by this browser. */
import { Switch } from '@mantine/core'
import type { ReactElement } from 'react'
import { Section } from '../../kit/section.tsx'
import { useSingleKeys } from '../../lib/single-keys.ts'

/** The choice holds at once, in every tab. */
export function KeyboardSection(): ReactElement {
  const [isOn, setOn] = useSingleKeys()
  return (
    <Section description="Remembered by this browser." title="Keyboard">
      <Switch
        checked={isOn}
        description="Letters and signs that act by themselves, such as A to approve; ? lists them. Ctrl K works in any case."
        label="Single-key shortcuts"
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
    </Section>
  )
}
