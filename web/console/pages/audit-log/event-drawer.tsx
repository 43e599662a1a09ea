/** Everything about one row of the audit log. */
import { Button, Drawer, Group, Stack, Table, Text } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { AuditEvent, AuditFilter } from '../../data/audit.ts'
import { CopyId } from '../../kit/copy.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { ActorName } from './columns.tsx'
import { sayDetail, sayMoment, titleAction } from './words.ts'

interface EventDrawerProps {
  readonly event: AuditEvent | undefined
  readonly onClose: () => void
  readonly onFilter: (filter: AuditFilter) => void
}

/** Open while there is a row; its id is in the address. */
export function EventDrawer({ event, onClose, onFilter }: EventDrawerProps): ReactElement {
  return (
    <Drawer
      closeButtonProps={{ 'aria-label': 'Close' }}
      onClose={onClose}
      opened={event !== undefined}
      position="right"
      size="md"
      title={event ? titleAction(event.action) : ''}
    >
      {event && <Facts event={event} onFilter={onFilter} />}
    </Drawer>
  )
}

function Facts({ event, onFilter }: Omit<EventDrawerProps, 'event' | 'onClose'> & { event: AuditEvent }): ReactElement {
  const { actor, target, details } = event
  return (
    <Stack gap="lg">
      <Table layout="fixed" variant="vertical" withTableBorder>
        <Table.Tbody>
          <Fact name="Time">
            {sayMoment(event.at)}
            <Text c="dimmed" ff="monospace" size="xs">
              {event.at}
            </Text>
          </Fact>
          <Fact name="Who">
            <ActorName actor={actor} />
            {actor.id !== undefined && <CopyId id={actor.id} label="actor id" />}
          </Fact>
          <Fact name="Action">
            <Text ff="monospace" size="xs">
              {event.action}
            </Text>
          </Fact>
          {target && (
            <Fact name="Target">
              {target.name !== undefined && <Text size="sm">{target.name}</Text>}
              <CopyId id={target.id} label="target id" />
              <TargetLink event={event} />
            </Fact>
          )}
          <Fact name="IP address">{event.ip ?? 'not known'}</Fact>
          {Object.entries(details).map(([name, value]) => (
            <Fact key={name} name={sayDetail(name)}>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {typeof value === 'object' ? JSON.stringify(value) : String(value)}
              </Text>
            </Fact>
          ))}
          {event.position !== undefined && <Fact name="Position in the chain">{event.position}</Fact>}
          {event.hash !== undefined && (
            <Fact name="Hash">
              <CopyId id={event.hash} label="hash" />
            </Fact>
          )}
        </Table.Tbody>
      </Table>
      <Group gap="xs">
        {actor.id !== undefined && (
          <Button onClick={() => onFilter({ actorKind: actor.kind, actorId: actor.id })} size="xs" variant="default">
            Everything by {actor.name ?? 'this actor'}
          </Button>
        )}
        {target && (
          <Button onClick={() => onFilter({ target: target.id })} size="xs" variant="default">
            Everything about this target
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={130}>
        {name}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  )
}

function TargetLink({ event: { action, target } }: { readonly event: AuditEvent }): ReactElement | null {
  if (!target || !/^(session|evidence)\./.test(action) || action === 'session.export') return null
  return (
    <LinkAnchor display="block" params={{ id: target.id }} size="sm" to="/sessions/$id">
      Open the session
    </LinkAnchor>
  )
}
