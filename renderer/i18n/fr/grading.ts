export const grading = {
  title: 'Corriger',
} as const;
