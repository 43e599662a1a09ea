/** The frame of the pages before the shell: the product's name, one card, and a way on below it. */
import { Box, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import icon from '../../icon.svg'
import { useHeading } from '../../lib/focus.ts'

interface EntryFrameProps {
  readonly title: string
  readonly description?: ReactNode
  readonly children: ReactNode
  /** What stands below the card, e.g. the way to the sign-up. */
  readonly footer?: ReactNode
  /** Width of the card in pixels. */
  readonly width?: number
}

/** One card in the middle of the page. */
export function EntryFrame({ title, description, children, footer, width = 400 }: EntryFrameProps): ReactElement {
  const heading = useHeading(title)
  return (
    <Box component="main" mih="100dvh" px="md" py={{ base: 24, sm: 64 }}>
      <Stack gap="lg" maw={width} mx="auto">
        <Group gap="xs" justify="center">
          <img alt="" height={28} src={icon} width={28} />
          <Text fw={650} size="lg">
            OpenIDV
          </Text>
        </Group>
        <Paper p={{ base: 'lg', sm: 'xl' }} radius="md" withBorder>
          <Stack gap={4} mb="lg">
            <Title order={1} ref={heading} size="h3" tabIndex={-1}>
              {title}
            </Title>
            {description !== undefined && (
              <Text c="dimmed" component="div" size="sm">
                {description}
              </Text>
            )}
          </Stack>
          {children}
        </Paper>
        {footer !== undefined && (
          <Text c="dimmed" component="div" size="sm" ta="center">
            {footer}
          </Text>
        )}
      </Stack>
    </Box>
  )
}
