/** The person's own account, the same in every organization. */
import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { accountQuery } from '../../data/account.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import { ErrorState } from '../../kit/states.tsx'
import { DevicesSection } from './devices-section.tsx'
import { KeyboardSection } from './keyboard-section.tsx'
import { PasskeysSection } from './passkeys-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { ThemeSection } from './theme-section.tsx'
import { TwoFactorSection } from './two-factor-section.tsx'

/** The page. */
export function AccountPage(): ReactElement {
  const { data: account, error, refetch } = useQuery(accountQuery)
  return (
    <>
      <PageHeader description="Your own profile and sign-in, the same in every organization." title="Account" />
      {error && !account ? (
        <ErrorState error={error} onRetry={() => void refetch()} title="Your account could not be loaded" />
      ) : (
        <Stack gap="lg" maw={760}>
          {account ? (
            <>
              <ProfileSection account={account} />
              <PasswordSection />
              <TwoFactorSection account={account} />
              <PasskeysSection />
            </>
          ) : (
            <>
              <Skeleton height={190} />
              <Skeleton height={300} />
              <Skeleton height={120} />
            </>
          )}
          <DevicesSection />
          <ThemeSection />
          <KeyboardSection />
        </Stack>
      )}
    </>
  )
}
