/** The switch between live and sandbox data. */
import { SegmentedControl } from '@mantine/core'
import type { ReactElement } from 'react'
import { environment, otherEnvironmentPath } from '../lib/environment.ts'

/** Loads the same page of the other environment; as wide as its place where it is for fingers. */
export function EnvironmentSwitch({ isWide = false }: { readonly isWide?: boolean }): ReactElement {
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
      fullWidth={isWide}
      size={isWide ? 'sm' : 'xs'}
      value={environment}
    />
  )
}
