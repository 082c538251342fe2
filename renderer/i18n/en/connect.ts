import type { connect as source } from '../fr/connect.ts';
import type { Words } from '../words.ts';

export const connect: Words<typeof source> = {
  title: 'Welcome',
};
