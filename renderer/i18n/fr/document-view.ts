export const documentView = {
  title: 'Document',
} as const;
