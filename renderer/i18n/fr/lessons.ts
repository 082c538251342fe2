export const lessons = {
  title: 'Préparer',
} as const;
