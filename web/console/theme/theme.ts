/** The look of the console: Mantine's theme with colours that pass WCAG AA in light and dark. */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Modal,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core'

/** The green of the hosted page (`--color-accent` of web/ui/tokens.css) at shade 7. */
const PINE: MantineColorsTuple = [
  '#eef8f5',
  '#dcefea',
  '#b5dfd4',
  '#8bcebd',
  '#67bfa8',
  '#4eb59b',
  '#2f9c83',
  '#0a6b5c',
  '#07564a',
  '#04433a',
]

/** Light variants: dark text on the pale shade, pale text on the dark one. */
const resolveVariant: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  if (input.variant !== 'light') return colors
  const name = input.color ?? input.theme.primaryColor
  if (!(name in input.theme.colors)) return colors
  return {
    ...colors,
    color: `light-dark(color-mix(in srgb, var(--mantine-color-${name}-9), black 35%), var(--mantine-color-${name}-2))`,
  }
}

/** Dimmed text and placeholders that can be read. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#57606a',
    '--mantine-color-placeholder': '#626b75',
    '--mantine-color-body': '#ffffff',
    '--console-canvas': '#f6f8f7',
    '--console-border': '#dfe5e2',
    '--console-hover': '#f3f6f5',
  },
  dark: {
    '--mantine-color-dimmed': '#a6adb5',
    '--mantine-color-placeholder': '#98a1aa',
    '--mantine-color-body': '#141a19',
    '--console-canvas': '#0d1211',
    '--console-border': '#2b3532',
    '--console-hover': '#1b2322',
  },
})

export const theme = createTheme({
  primaryColor: 'pine',
  colors: { pine: PINE },
  primaryShade: { light: 7, dark: 7 },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  defaultRadius: 'md',
  cursorType: 'pointer',
  variantColorResolver: resolveVariant,
  headings: { fontWeight: '650' },
  components: {
    Modal: Modal.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, centered: true } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } } }),
  },
})
