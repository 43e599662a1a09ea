/** A few lines of code with a button that copies them. */
import { Box, Code } from '@mantine/core'
import type { ReactElement } from 'react'
import { CopyButton } from './copy.tsx'

/** `shown` stands in for `code` where that holds a secret; copying takes `code`. */
export function CodeSnippet({
  code,
  shown = code,
  label = 'code',
}: {
  readonly code: string
  readonly shown?: string
  readonly label?: string
}): ReactElement {
  return (
    <Box pos="relative">
      <Code aria-label={label} block role="region" style={{ overflowX: 'auto', textAlign: 'start' }} tabIndex={0}>
        {shown}
      </Code>
      <Box mt="xs">
        <CopyButton label={label} value={code} />
      </Box>
    </Box>
  )
}
