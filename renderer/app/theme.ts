import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Deep water: the colour of the app. Shade 7 on white and shade 4 on dark pass WCAG AA for text. */
const harbour: MantineColorsTuple = [
  '#e8f4f8',
  '#d3e5ec',
  '#a5cad9',
  '#73aec6',
  '#4c96b5',
  '#3487ab',
  '#217aa0',
  '#0f698d',
  '#005d7f',
  '#005171',
];

export const theme = createTheme({
  primaryColor: 'harbour',
  primaryShade: { light: 8, dark: 7 },
  colors: { harbour },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  components: {
    // In its own colour, an orange title misses WCAG AA on its orange ground; its closing button is 16 pixels small.
    Alert: {
      styles: {
        title: { color: 'var(--mantine-color-text)' },
        closeButton: { minHeight: '1.5rem', minWidth: '1.5rem' },
      },
    },
    // Mantine centres it by the transition alone, which reduced motion leaves out.
    Button: { styles: { loader: { transform: 'translate(-50%, -50%)' } } },
    // The browser's own margin would put it beside the other fields.
    Fieldset: { styles: { root: { margin: 0 } } },
    // Under a title, the text of a notification misses it on white.
    Notification: { styles: { description: { color: 'var(--mantine-color-dimmed)' } } },
  },
});

/** Mantine's own secondary text misses WCAG AA on white by a hair, and its placeholders by more. */
export const legible: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    // Mantine's own is next to white, so that what deletes looked like anything else.
    '--mantine-color-red-light-color': 'var(--mantine-color-red-4)',
  },
});
