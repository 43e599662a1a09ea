/** Onboarding: an organization's name, then its first key and its first request. */
import { Alert, Button, Stack, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { meQuery } from '../../data/me.ts'
import { type FoundedOrganization, foundOrganization } from '../../data/onboarding.ts'
import { FormProblem } from '../../kit/form-problem.tsx'
import { LinkAnchor } from '../../kit/link.tsx'
import { openOrganization } from '../../lib/organization.ts'
import { useSubmit } from '../../lib/use-submit.ts'
import { EntryFrame } from '../entry/entry-frame.tsx'
import { FirstKey } from './first-key.tsx'

/** The page; the key lives in its memory only, so that it is gone with the page. */
export function OnboardingPage(): ReactElement {
  const [founded, setFounded] = useState<FoundedOrganization>()
  return founded ? <FirstKey founded={founded} /> : <FoundForm onFounded={setFounded} />
}

function FoundForm({ onFounded }: { readonly onFounded: (founded: FoundedOrganization) => void }): ReactElement {
  const queryClient = useQueryClient()
  const { data: me } = useQuery(meQuery)
  const [name, setName] = useState('')
  const { problem, fieldProblems, isRunning, onSubmit } = useSubmit(async () => {
    const founded = await foundOrganization(name)
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
    openOrganization(founded.id)
    onFounded(founded)
  }, ['name'])
  const [known] = me?.organizations ?? []
  return (
    <EntryFrame
      description="Applicants see this name when they verify their identity. You can change it later."
      title="Name your organization"
      width={480}
    >
      <form noValidate onSubmit={onSubmit}>
        <Stack gap="md">
          {known && (
            <Alert color="gray" p="sm" role="note" variant="light">
              You are a member of {known.name}. <LinkAnchor to="/">Go to the console</LinkAnchor>, or found another
              organization here.
            </Alert>
          )}
          <TextInput
            autoComplete="organization"
            autoFocus
            error={fieldProblems.name}
            label="Organization name"
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
            placeholder="Acme Bank"
            value={name}
          />
          <FormProblem problem={problem} />
          <Button disabled={name.trim() === ''} fullWidth loading={isRunning} type="submit">
            Create organization
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  )
}
