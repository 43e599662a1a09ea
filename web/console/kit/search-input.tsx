/** Text that a list is searched for by the page's address. */
import { TextInput, type TextInputProps } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { useDraft } from './use-draft.ts'

interface SearchInputProps
  extends Pick<TextInputProps, 'aria-keyshortcuts' | 'aria-label' | 'flex' | 'maw' | 'maxLength' | 'placeholder'> {
  /** What the list is searched for now. */
  readonly text: string
  readonly onSearch: (text: string | undefined) => void
}

const TYPING_MS = 300

/** Searches when the typing rests, by Enter and on leaving the field. */
export function SearchInput({ text, onSearch, ...rest }: SearchInputProps): ReactElement {
  const draft = useDraft(text, (typed) => onSearch(typed || undefined))
  const search = useDebouncedCallback(draft.push, TYPING_MS)
  return (
    <TextInput
      {...rest}
      leftSection={<IconSearch aria-hidden="true" size={16} />}
      onBlur={({ currentTarget: { value } }) => {
        search.cancel()
        draft.leave(value)
      }}
      onChange={({ currentTarget: { value } }) => {
        draft.type(value)
        search(value)
      }}
      onKeyDown={({ key, currentTarget: { value } }) => {
        if (key === 'Enter') draft.push(value)
      }}
      type="search"
      value={draft.text}
    />
  )
}
