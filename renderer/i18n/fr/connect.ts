export const connect = {
  title: 'Bienvenue',
} as const;
