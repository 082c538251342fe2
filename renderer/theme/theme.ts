import { createTheme, defaultVariantColorsResolver } from '@mantine/core';
import { amber, green, ink, paper, redPen, slate } from './palette.ts';

/** 120 ms: seen as movement, never waited for. None at all when the system asks for less. */
const MOTION_MS = 120;
const ON_INK = 'var(--cartable-on-ink)';
const overlay = { transitionProps: { duration: MOTION_MS } };

/** Calm paper and ink (design.md, "Look"): five sizes of type, an 8-point grid, rows of 36 px. */
export const theme = createTheme({
  colors: { ink, red: redPen, amber, green, gray: paper, dark: slate },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 3 },
  variantColorResolver: (input) => {
    const colours = defaultVariantColorsResolver(input);
    // Ink is dark on paper and light on slate, which Mantine's own contrast, computed once, cannot follow.
    return input.variant === 'filled' ? { ...colours, color: ON_INK } : colours;
  },
  white: '#ffffff',
  black: '#1d2128',
  fontFamily: '"Atkinson Hyperlegible Next", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.25rem', xl: '1.625rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.55', lg: '1.4', xl: '1.25' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.45' },
    },
  },
  components: {
    Button: {
      // A second size of button, for rows: Mantine's compact one is too low for a finger or a shaky hand.
      vars: (_theme: unknown, { size }: { size?: unknown }) =>
        size === 'compact-sm'
          ? { root: { '--button-height': '30px', '--button-padding-x': '12px' } }
          : { root: {} },
    },
    Text: { defaultProps: { size: 'sm' } },
    // What is ticked is drawn on ink, which is light on slate (a switch's thumb: base.css).
    Radio: { defaultProps: { iconColor: ON_INK } },
    Checkbox: { defaultProps: { iconColor: ON_INK } },
    Notification: { defaultProps: { withBorder: true, radius: 'md' } },
    // The body never scrolls: locking it would only add a style that the CSP refuses.
    Modal: {
      defaultProps: {
        ...overlay,
        centered: true,
        radius: 'md',
        lockScroll: false,
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    Menu: { defaultProps: overlay },
    Popover: { defaultProps: overlay },
    Combobox: { defaultProps: overlay },
    Tooltip: { defaultProps: { ...overlay, openDelay: 500 } },
    SegmentedControl: { defaultProps: { transitionDuration: MOTION_MS, size: 'sm' } },
  },
});
