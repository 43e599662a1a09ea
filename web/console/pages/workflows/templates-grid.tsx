/** The templates to begin with, for an organization that has no workflow of its own yet. */
import { Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import type { OfferedStep } from '../../data/workflow-types.ts'
import { LinkButton } from '../../kit/link.tsx'
import { StepIcon } from '../workflow-builder/step-icon.tsx'
import { TEMPLATES } from './templates.ts'
import classes from './workflows.module.css'

interface Props {
  readonly canWrite: boolean
  /** Whether nothing else is on the page. */
  readonly isFirst: boolean
  readonly offered: readonly OfferedStep[]
}

/** Members who may not create workflows are told who can. */
export function Templates({ canWrite, isFirst, offered }: Props): ReactElement {
  return (
    <Stack component="section" gap="md" mt={isFirst ? 0 : 'xl'}>
      <Title order={2} size="h4">
        {isFirst ? 'No workflows yet' : 'Begin one of your own'}
      </Title>
      <Text c="dimmed" maw={640} size="sm">
        {canWrite
          ? 'Begin with a template and change what you like, or with an empty workflow.'
          : 'An owner, admin or developer can create one.'}
      </Text>
      {canWrite && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} component="ul" m={0} p={0}>
          {TEMPLATES.map(({ key, title, about, draft }) => (
            <Stack className={classes.template} component="li" gap="xs" key={key}>
              <Text fw={600}>{title}</Text>
              <Text c="dimmed" flex={1} size="sm">
                {about}
              </Text>
              <Group gap="xs">
                {draft.steps.map(({ id }) => (
                  <Group gap={4} key={id} wrap="nowrap">
                    <StepIcon id={id} size={16} />
                    <Text size="xs">{offered.find((step) => step.id === id)?.label ?? id}</Text>
                  </Group>
                ))}
              </Group>
              <LinkButton
                aria-label={`Use template ${title}`}
                search={{ template: key }}
                size="xs"
                to="/workflows/new"
                variant="default"
                w="fit-content"
              >
                Use template
              </LinkButton>
            </Stack>
          ))}
        </SimpleGrid>
      )}
      {canWrite && (
        <LinkButton to="/workflows/new" variant="subtle" w="fit-content">
          Begin with an empty workflow
        </LinkButton>
      )}
    </Stack>
  )
}
