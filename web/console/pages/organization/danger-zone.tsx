/** The end of an organization: what it means, and the dialog in which an owner asks for it. */
import { Group, List, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { deleteOrganization } from '../../data/organization.ts'
import { ConfirmDialog } from '../../kit/confirm.tsx'
import { ScopeButton, useRefusal } from '../../kit/scope-button.tsx'
import { Section } from '../../kit/section.tsx'
import { toastDone } from '../../kit/toast.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { sayDay } from '../../lib/say-day.ts'

/** For owners; others read why they cannot. */
export function DangerZone(): ReactElement {
  const { name, deletionDueAt } = useOrganization()
  const refusal = useRefusal('organization:delete')
  const [isAsking, setAsking] = useState(false)
  return (
    <Section title="Danger zone">
      <Group justify="space-between">
        <Stack flex="1 1 300px" gap={2}>
          <Text fw={600} size="sm">
            Delete this organization
          </Text>
          <Text c="dimmed" size="sm">
            {deletionDueAt === null
              ? 'Keys and links stop at once. After seven days its pictures, applicants and settings are erased for good.'
              : `Its pictures, applicants and settings are erased for good on ${sayDay(deletionDueAt)}.`}
          </Text>
          {refusal !== undefined && deletionDueAt === null && <Text size="sm">{refusal}.</Text>}
        </Stack>
        {deletionDueAt === null && (
          <ScopeButton color="red.9" onClick={() => setAsking(true)} scope="organization:delete" variant="outline">
            Delete organization
          </ScopeButton>
        )}
      </Group>
      <DeleteDialog name={name} onClose={() => setAsking(false)} opened={isAsking} />
    </Section>
  )
}

interface DeleteDialogProps {
  readonly name: string
  readonly opened: boolean
  readonly onClose: () => void
}

function DeleteDialog({ name, opened, onClose }: DeleteDialogProps): ReactElement {
  const client = useQueryClient()
  const remove = async () => {
    const { deletionDueAt } = await deleteOrganization(name)
    toastDone(`${name} is to be deleted on ${sayDay(deletionDueAt)}`)
    await client.invalidateQueries()
  }
  return (
    <ConfirmDialog
      action="Delete organization"
      onClose={onClose}
      onConfirm={remove}
      opened={opened}
      title={`Delete ${name}?`}
      typed={name}
    >
      <List size="sm" spacing={4}>
        <List.Item>
          <b>At once</b> every API key is refused, verification links close, and checks do not begin. Members can look,
          and change nothing.
        </List.Item>
        <List.Item>
          <b>For seven days</b> an owner can keep the organization; then everything works as before.
        </List.Item>
        <List.Item>
          <b>After that</b> pictures, applicants, sessions, decisions, workflows, keys, logs and the team are erased for
          good. Nobody can bring them back.
        </List.Item>
        <List.Item>
          <b>What stays</b> is the organization’s name, the token ledger and the audit log, which names no applicant.
        </List.Item>
      </List>
    </ConfirmDialog>
  )
}
