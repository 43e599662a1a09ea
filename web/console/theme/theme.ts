/** The look of the console: Mantine's theme with colours that pass WCAG AA in light and dark. */
import {
  Alert,
  Anchor,
  Badge,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Menu,
  Modal,
  Notification,
  Paper,
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

/** Text, borders and surfaces of the dark scheme, with a touch of the same green. */
const DARK: MantineColorsTuple = [
  '#e3e9e7',
  '#b9c3c0',
  '#98a4a0',
  '#6b7773',
  '#3d4845',
  '#2e3835',
  '#202826',
  '#141a19',
  '#0f1413',
  '#0a0e0d',
]

/**
 * Filled with any other colour than ours: its darkest shade, on which white can be read. Else the colours of
 * `variables.ts`, whatever shade was asked for: Mantine's own text is too pale for the page.
 */
const resolveVariant: VariantColorsResolver = (input) => {
  const { primaryColor, colors: known } = input.theme
  const [name = primaryColor] = (input.color ?? primaryColor).split('.')
  if (!(name in known)) return defaultVariantColorsResolver(input)
  if (input.variant !== 'filled') return defaultVariantColorsResolver({ ...input, color: name })
  const colors = defaultVariantColorsResolver(input)
  if (name === primaryColor) return colors
  const background = `var(--mantine-color-${name}-9)`
  return { ...colors, background, color: '#ffffff', hover: `color-mix(in srgb, ${background}, black 15%)` }
}

const LABELLED = { closeButtonProps: { 'aria-label': 'Close' } }

export const theme = createTheme({
  primaryColor: 'pine',
  colors: { pine: PINE, dark: DARK },
  primaryShade: { light: 7, dark: 7 },
  black: '#14201d',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver: resolveVariant,
  headings: {
    fontWeight: '650',
    sizes: {
      h2: { fontSize: '1.5rem', lineHeight: '1.3' },
      h3: { fontSize: '1.125rem', lineHeight: '1.4' },
      h4: { fontSize: '1rem', lineHeight: '1.45' },
    },
  },
  components: {
    Alert: Alert.extend({ defaultProps: { variant: 'light' } }),
    Anchor: Anchor.extend({ defaultProps: { inherit: true } }),
    Badge: Badge.extend({ defaultProps: { tt: 'none', radius: 'sm', fw: 600 } }),
    Drawer: Drawer.extend({ defaultProps: LABELLED }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md' } }),
    // A click beside a form would drop what was typed.
    Modal: Modal.extend({ defaultProps: { ...LABELLED, centered: true, closeOnClickOutside: false } }),
    Paper: Paper.extend({ defaultProps: { withBorder: true } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } }),
    Tooltip: Tooltip.extend({
      defaultProps: { withArrow: true, multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } },
    }),
  },
})
