/** Backup codes, shown this once: to copy, to save, to print. */
import { Alert, Button, Code, Group, SimpleGrid, Stack } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { CopyButton } from '../../kit/copy.tsx'

/** `onDone` closes the dialog. */
export function BackupCodes({
  codes,
  onDone,
}: {
  readonly codes: readonly string[]
  readonly onDone: () => void
}): ReactElement {
  const text = `${codes.join('\n')}\n`
  return (
    <Stack gap="md">
      <Alert color="yellow" p="sm" variant="light">
        Keep these codes where you find them without your phone. Each signs you in once. They are not shown again.
      </Alert>
      <SimpleGrid
        aria-label="Backup codes"
        component="ul"
        cols={{ base: 1, xs: 2 }}
        m={0}
        p={0}
        spacing="xs"
        style={{ listStyle: 'none' }}
      >
        {codes.map((code) => (
          <li key={code}>
            <Code block fz="xs" px={4} ta="center">
              {code}
            </Code>
          </li>
        ))}
      </SimpleGrid>
      <Group justify="space-between">
        <Group gap="xs">
          <CopyButton label="codes" value={text} />
          <Button
            leftSection={<IconDownload aria-hidden="true" size={16} />}
            onClick={() => saveText(text)}
            size="xs"
            variant="default"
          >
            Save as file
          </Button>
        </Group>
        <Button onClick={onDone}>I have kept them</Button>
      </Group>
    </Stack>
  )
}

function saveText(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'openidv-backup-codes.txt'
  link.click()
  URL.revokeObjectURL(url)
}
