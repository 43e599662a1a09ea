/** How a receiver checks that a webhook is ours, in a language of the reader's choice. */
import { SegmentedControl, Stack, Text } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { CodeSnippet } from '../../kit/code-snippet.tsx'
import { ABOUT, LANGUAGES, type Language, snippetFor } from './snippets.ts'

/** `url` is the endpoint's. */
export function VerifySnippets({ url }: { readonly url: string }): ReactElement {
  const [language, setLanguage] = useState<Language>('Node')
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label="Language"
        data={[...LANGUAGES]}
        onChange={(value) => setLanguage(value)}
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        value={language}
      />
      <Text c="dimmed" size="sm">
        {ABOUT[language]}
      </Text>
      <CodeSnippet code={snippetFor(language, url)} label="snippet" />
    </Stack>
  )
}
