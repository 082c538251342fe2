import type { EntParts } from '../parts.ts';
export async function seedDemo(
  _parts: EntParts,
  _onProgress: (done: number, total: number) => void,
): Promise<void> {}
