/** The theme's CSS variables in both schemes: text that can be read on every surface, and the console's own colours. */
import type { CSSVariablesResolver, MantineTheme } from '@mantine/core'

/** Gives Mantine its variables and the console those that start with `--console`. */
export const resolveVariables: CSSVariablesResolver = (theme) => ({
  variables: {},
  light: {
    ...readableColors(theme, (name) => ({
      text: `color-mix(in srgb, var(--mantine-color-${name}-9), black 20%)`,
      onSoft: `color-mix(in srgb, var(--mantine-color-${name}-9), black 35%)`,
    })),
    '--mantine-color-dimmed': '#57606a',
    '--mantine-color-placeholder': '#626b75',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#0a6b5c',
    '--console-canvas': '#f6f8f7',
    '--console-border': '#dfe5e2',
    '--console-border-control': '#8a9793',
    '--console-hover': '#f3f6f5',
    '--console-test': '#5a3c00',
    '--console-test-soft': '#ffe9bd',
  },
  dark: {
    ...readableColors(theme, (name) => ({
      text: `var(--mantine-color-${name}-3)`,
      onSoft: `var(--mantine-color-${name}-2)`,
      soft: `color-mix(in srgb, var(--mantine-color-${name}-9) 30%, var(--mantine-color-body))`,
    })),
    '--mantine-color-text': '#e3e9e7',
    '--mantine-color-dimmed': '#a6adb5',
    '--mantine-color-placeholder': '#98a1aa',
    '--mantine-color-body': '#141a19',
    '--mantine-color-error': '#ffb3ab',
    '--mantine-color-anchor': '#6fd9c4',
    '--mantine-color-gray-light': '#222b29',
    '--mantine-color-gray-light-hover': '#2a3431',
    '--mantine-color-pine-light': '#173530',
    '--mantine-color-pine-light-hover': '#1d423c',
    '--console-canvas': '#0d1211',
    '--console-border': '#2b3532',
    '--console-border-control': '#65726e',
    '--console-hover': '#1b2322',
    '--console-test': '#ffdf9e',
    '--console-test-soft': '#463300',
  },
})

/** Text in a colour: by itself and outlined on the page, and on the pale surface of the same colour. */
function readableColors(
  { colors }: MantineTheme,
  shades: (name: string) => { readonly text: string; readonly onSoft: string; readonly soft?: string },
): Record<string, string> {
  const names = Object.keys(colors).filter((name) => name !== 'dark')
  return Object.fromEntries(
    names.flatMap((name) => {
      const { text, onSoft, soft } = shades(name)
      return [
        [`--mantine-color-${name}-text`, text],
        [`--mantine-color-${name}-outline`, text],
        [`--mantine-color-${name}-light-color`, onSoft],
        ...(soft ? [[`--mantine-color-${name}-light`, soft]] : []),
      ]
    }),
  )
}
