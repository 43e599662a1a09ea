/** Chooses the language of the page: a native list behind a globe. */
import type { ReactElement } from 'react'
import { GlobeIcon } from '../../ui/icons.tsx'
import { LANGUAGES, type Language, pickAndSpeak } from '../language.ts'
import { texts } from '../texts.ts'
import styles from './language-picker.module.css'

interface LanguagePickerProps {
  /** Other words are spoken now: everything has to be drawn again. */
  readonly onSpoken: () => void
}

/** Every language in its own words, so that whoever cannot read the page finds theirs. */
export function LanguagePicker({ onSpoken }: LanguagePickerProps): ReactElement {
  return (
    <span className={styles.picker}>
      <GlobeIcon />
      <select
        aria-label={texts.pickLanguage}
        onChange={(event) => void pickAndSpeak(event.target.value as Language).then(onSpoken)}
        value={texts.language}
      >
        {Object.entries(LANGUAGES).map(([language, name]) => (
          <option key={language} lang={language} value={language}>
            {name}
          </option>
        ))}
      </select>
    </span>
  )
}
