/** Downloads a list, after whoever wants it proved who they are. */
import type { ButtonProps } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { api } from '../lib/api.ts'
import { organizationPath } from '../lib/organization.ts'
import { ScopeButton } from './scope-button.tsx'
import { toastError } from './toast.tsx'

/** The server asks for the proof here, since a download that the browser has begun cannot ask; the file streams to disk. */
export function ExportButton({ path, ...rest }: ButtonProps & { readonly path: string }): ReactElement {
  const download = async () => {
    try {
      await api.post(organizationPath('/exports'))
      const link = document.createElement('a')
      link.href = path
      link.download = ''
      link.click()
    } catch (error) {
      toastError('The list could not be exported', error)
    }
  }
  return (
    <ScopeButton
      leftSection={<IconDownload aria-hidden="true" size={16} />}
      onClick={() => void download()}
      scope="exports:read"
      variant="default"
      {...rest}
    >
      Export CSV
    </ScopeButton>
  )
}
