import { createSignal } from '../../../app/signal.ts';

/** Whether Enter goes to the same question of the next copy, rather than to the next question of this one. */
export const isByQuestion = createSignal(false);
