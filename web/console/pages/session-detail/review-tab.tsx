/** The tab that a reviewer works in: pictures on the left, what was found on the right. */
import { Grid, Stack } from '@mantine/core'
import type { ReactElement } from 'react'
import type { SessionDetail } from '../../data/session-detail.ts'
import { CompareView } from './compare-view.tsx'
import { ExtractedData } from './extracted-data.tsx'
import { FailedAttempts } from './failed-attempts.tsx'
import { comparedPictures, otherFiles } from './files.ts'
import { FilesView } from './files-view.tsx'
import { Findings } from './findings.tsx'
import { HiddenPictures } from './hidden-pictures.tsx'
import classes from './session-page.module.css'
import { StandingDecision } from './standing-decision.tsx'

/** On a phone one below the other. */
export function ReviewTab({ session }: { readonly session: SessionDetail }): ReactElement {
  const { evidence, isMasked, checks, extracted } = session
  const files = isMasked ? [] : otherFiles(evidence, checks)
  const hasPictures = !isMasked && comparedPictures(evidence).length > 0
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack className={files.length === 0 ? classes.pictures : undefined} gap="md">
          {hasPictures && <CompareView session={session} />}
          {files.length > 0 && <FilesView files={files} title={hasPictures ? 'Other files' : 'Files'} />}
          {!hasPictures && files.length === 0 && <HiddenPictures session={session} />}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="md">
          <StandingDecision session={session} />
          <FailedAttempts session={session} />
          <Findings session={session} />
          {extracted && <ExtractedData extracted={extracted} isMasked={isMasked} />}
        </Stack>
      </Grid.Col>
    </Grid>
  )
}
