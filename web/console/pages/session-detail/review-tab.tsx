/** The tab that a reviewer works in: pictures on the left, what was found on the right. */
import { Grid, Paper, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { SessionDetail } from '../../data/session-detail.ts'
import { CompareView } from './compare-view.tsx'
import { ExtractedData } from './extracted-data.tsx'
import { Findings } from './findings.tsx'
import { HiddenPictures } from './hidden-pictures.tsx'
import classes from './session-page.module.css'
import { StandingDecision } from './standing-decision.tsx'

/** On a phone one below the other. */
export function ReviewTab({ session }: { readonly session: SessionDetail }): ReactElement {
  const { evidence, isMasked, checks, extracted } = session
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <div className={classes.pictures}>
          {isMasked || evidence.length === 0 ? <HiddenPictures session={session} /> : <CompareView session={session} />}
        </div>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="md">
          <StandingDecision session={session} />
          {checks.length === 0 && (
            <Paper p="md" withBorder>
              <Text c="dimmed" size="sm">
                No checks yet: they run when the applicant submits.
              </Text>
            </Paper>
          )}
          <Findings checks={checks} />
          {extracted && <ExtractedData extracted={extracted} isMasked={isMasked} />}
        </Stack>
      </Grid.Col>
    </Grid>
  )
}
