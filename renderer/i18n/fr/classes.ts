export const classes = {
  title: 'Classes',
} as const;
