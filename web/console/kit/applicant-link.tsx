/** The link of an applicant: to copy, to scan, to try out. */
import { Anchor, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { CodeSnippet } from './code-snippet.tsx'
import { QrCode } from './qr-code.tsx'

export function ApplicantLink({ url }: { readonly url: string }): ReactElement {
  return (
    <Stack gap="md">
      <CodeSnippet code={url} label="link" />
      <QrCode label="Opens the applicant’s page on a phone" text={url} />
      <Text c="dimmed" size="xs">
        The link belongs to the first browser that opens it. Open it here only to try it out yourself:{' '}
        <Anchor href={url} inherit rel="noreferrer" target="_blank" underline="always">
          Open as applicant
        </Anchor>
      </Text>
    </Stack>
  )
}
