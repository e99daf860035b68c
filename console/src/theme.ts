/** The theme: one green, system fonts, and contrast that passes WCAG AA in light and dark. */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const lease: MantineColorsTuple = [
  '#e8f7f1',
  '#d2ebe1',
  '#a5d7c3',
  '#74c2a3',
  '#4cb088',
  '#33a577',
  '#239f6e',
  '#118a5c',
  '#0b6e4f',
  '#00563b',
];

export const theme = createTheme({
  primaryColor: 'lease',
  primaryShade: 8,
  colors: { lease },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  cursorType: 'pointer',
  autoContrast: true,
  respectReducedMotion: true,
  // Plain objects, because importing a component for its `extend` function would load it with every page.
  components: {
    // A link has the font size of its context.
    Anchor: { defaultProps: { inherit: true } },
    Button: { styles: { label: { fontWeight: 500 } } },
    Modal: { styles: { title: { fontWeight: 600 } } },
    Badge: { styles: { root: { letterSpacing: 0 }, label: { fontWeight: 500 } } },
  },
});
