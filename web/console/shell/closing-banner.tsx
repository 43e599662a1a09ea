/** Says on every page that the organization is to be deleted, and lets an owner keep it. */
import { Alert, Button, Group, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { keepOrganization } from '../data/organization.ts'
import { toastDone, toastError } from '../kit/toast.tsx'
import { useOrganization } from '../lib/organization.ts'
import { sayDay } from '../lib/say-day.ts'

/** Nothing for an organization that stays. */
export function ClosingBanner(): ReactElement | null {
  const { name, deletionDueAt, can } = useOrganization()
  if (deletionDueAt === null) return null
  return (
    <Alert
      color="red"
      icon={<IconTrash />}
      mb="md"
      role="status"
      title={`${name} is to be deleted on ${sayDay(deletionDueAt)}`}
      variant="light"
    >
      <Group justify="space-between">
        <Text flex="1 1 280px" size="sm">
          Its API keys and verification links have stopped, and nothing can be changed.{' '}
          {can('organization:delete') ? 'Until then you can keep it.' : 'Until then an owner can keep it.'}
        </Text>
        {can('organization:delete') && <KeepButton name={name} />}
      </Group>
    </Alert>
  )
}

function KeepButton({ name }: { readonly name: string }): ReactElement {
  const client = useQueryClient()
  const [isRunning, setRunning] = useState(false)
  const keep = async () => {
    setRunning(true)
    try {
      await keepOrganization()
      toastDone(`${name} stays. Its keys and links work again.`)
    } catch (error) {
      toastError('The organization was not kept', error)
    } finally {
      setRunning(false)
      await client.invalidateQueries()
    }
  }
  return (
    <Button loading={isRunning} onClick={() => void keep()} size="sm" variant="default">
      Keep organization
    </Button>
  )
}
