/** A part of the page that is folded away behind a button. */
import { Collapse, Stack, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactElement, type ReactNode, useId } from 'react'
import classes from './disclosure.module.css'

interface Props {
  readonly label: string
  readonly children: ReactNode
  /** Opens or closes it whatever was chosen; undefined leaves it to the member. */
  readonly isOpen?: boolean | undefined
}

/** Closed at first. */
export function Disclosure({ label, children, isOpen }: Props): ReactElement {
  const [chosen, { toggle }] = useDisclosure(false)
  const id = useId()
  const opened = isOpen ?? chosen
  return (
    <div>
      <UnstyledButton aria-controls={id} aria-expanded={opened} className={classes.disclosure} onClick={toggle}>
        <IconChevronRight aria-hidden="true" data-open={opened || undefined} size={16} />
        {label}
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        <Stack gap="md" pt="sm">
          {children}
        </Stack>
      </Collapse>
    </div>
  )
}
