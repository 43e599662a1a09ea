/** Makes a new link for the applicant after a question, and shows it. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { renewLink } from '../../data/session-detail.ts'
import { ApplicantLink } from '../../kit/applicant-link.tsx'
import { ConfirmDialog } from '../../kit/confirm.tsx'

interface LinkDialogProps {
  readonly sessionId: string
  readonly opened: boolean
  readonly onClose: () => void
}

/** The link is shown this once: only Done and the cross take it away. */
export function LinkDialog({ sessionId, opened, onClose }: LinkDialogProps): ReactElement {
  const [url, setUrl] = useState<string>()
  return (
    <>
      <ConfirmDialog
        action="Make a new link"
        onClose={onClose}
        onConfirm={async () => setUrl(await renewLink(sessionId))}
        opened={opened}
        title="Make a new link?"
      >
        <Stack gap="xs">
          <p style={{ margin: 0 }}>
            The link that the applicant has now stops working at once, also in the browser in which it is open. With the
            new one they go on where they stopped.
          </p>
          <p style={{ margin: 0 }}>
            If somebody else opened the old link, void the session instead and create another one.
          </p>
        </Stack>
      </ConfirmDialog>
      <Modal
        closeOnClickOutside={false}
        closeOnEscape={false}
        onClose={() => setUrl(undefined)}
        opened={url !== undefined}
        size="lg"
        title="New link"
      >
        <Stack gap="md">
          <Text role="status" size="sm">
            The old link has ended. Nothing was sent: give this one to the applicant, or send their invitation again.
          </Text>
          {url !== undefined && <ApplicantLink url={url} />}
          <Group justify="flex-end">
            <Button data-autofocus onClick={() => setUrl(undefined)}>
              Done
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
