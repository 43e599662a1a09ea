/** The switch between live and sandbox data. */
import { SegmentedControl } from '@mantine/core'
import type { ReactElement } from 'react'
import { environment, otherEnvironmentPath } from '../lib/environment.ts'

/** Loads the same page of the other environment. */
export function EnvironmentSwitch(): ReactElement {
  return (
    <SegmentedControl
      aria-label="Environment"
      data={[
        { value: 'live', label: 'Live' },
        { value: 'sandbox', label: 'Test' },
      ]}
      onChange={(value) => {
        if (value !== environment) window.location.assign(otherEnvironmentPath())
      }}
      size="xs"
      value={environment}
    />
  )
}
