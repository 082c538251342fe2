import { isFindKey } from '../../components/document-view/find-key.ts';
import type { ViewCommand } from '../../components/document-view/view-state.ts';
import { viewCommandOfKey } from '../../components/document-view/view-state.ts';

/** What a key does while a class is being graded. */
export type GradingCommand =
  | { readonly kind: 'next' | 'previous' | 'save-next' | 'focus-grade' | 'focus-comment' | 'undo' }
  | { readonly kind: 'open-bank' | 'manage-bank' | 'keep-comment' | 'focus-criteria' }
  | {
      readonly kind:
        | 'show-keys'
        | 'next-document'
        | 'toggle-reference'
        | 'toggle-names'
        | 'leave-field'
        | 'edit-rules'
        | 'apply-lateness';
    }
  | { readonly kind: 'find-in-document' }
  | { readonly kind: 'search-copies' | 'next-filter' | 'next-order' | 'group-copies' }
  | { readonly kind: 'type-grade'; readonly digit: string }
  | { readonly kind: 'view'; readonly command: ViewCommand };

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Letters by what they write, not by their place: « J » is where J is printed, on any keyboard. */
const LETTERS: Record<string, GradingCommand> = {
  j: { kind: 'next' },
  k: { kind: 'previous' },
  g: { kind: 'focus-grade' },
  q: { kind: 'focus-criteria' },
  c: { kind: 'focus-comment' },
  u: { kind: 'undo' },
  d: { kind: 'next-document' },
  a: { kind: 'toggle-names' },
  b: { kind: 'manage-bank' },
  o: { kind: 'edit-rules' },
  l: { kind: 'apply-lateness' },
  i: { kind: 'next-filter' },
  h: { kind: 'group-copies' },
  '/': { kind: 'open-bank' },
};

/**
 * The command of a key, or null when the key is not ours.
 *
 * In a field, letters and digits are text: only Ctrl+Enter, Ctrl+B, Ctrl+F, Ctrl+Shift+F and Escape are commands there. Ctrl+Z is the
 * window's own, which leaves a field's text to the field.
 */
export function gradingCommandOfKey(event: Key, isInField: boolean): GradingCommand | null {
  const isControl = event.ctrlKey || event.metaKey;
  if (event.key === 'Enter' && isControl && !event.altKey) return { kind: 'save-next' };
  if (event.key.toLowerCase() === 'b' && isControl && !event.altKey && !event.shiftKey)
    return { kind: 'keep-comment' };
  if (event.key.toLowerCase() === 'f' && isControl && event.shiftKey && !event.altKey)
    return { kind: 'search-copies' };
  if (isFindKey(event)) return { kind: 'find-in-document' };
  if (isControl || event.altKey) return null;
  if (isInField) return event.key === 'Escape' ? { kind: 'leave-field' } : null;
  if (event.key === '?') return { kind: 'show-keys' };
  const command = viewCommandOfKey(event);
  if (command !== null) return { kind: 'view', command };
  if (/^[1-9]$/.test(event.key)) return { kind: 'type-grade', digit: event.key };
  if (event.shiftKey && event.key.toLowerCase() === 'i') return { kind: 'next-order' };
  if (event.shiftKey && event.key.toLowerCase() === 'd') return { kind: 'toggle-reference' };
  return LETTERS[event.key.toLowerCase()] ?? null;
}

/** The map of shortcuts, in the order in which it is shown. A key's words are `grading.keys.<name>`. */
export const KEY_MAP = [
  { name: 'next', keys: ['J'] },
  { name: 'previous', keys: ['K'] },
  { name: 'grade', keys: ['G'] },
  { name: 'digit', keys: ['1', '…', '9'] },
  { name: 'standing', keys: ['abs', 'disp', 'nr', 'ret'] },
  { name: 'brackets', keys: ['(9)'] },
  { name: 'enter', keys: ['Enter'] },
  { name: 'saveNext', keys: ['Ctrl', 'Enter'] },
  { name: 'criteria', keys: ['Q'] },
  { name: 'comment', keys: ['C'] },
  { name: 'bank', keys: ['/'] },
  { name: 'keepComment', keys: ['Ctrl', 'B'] },
  { name: 'manageBank', keys: ['B'] },
  { name: 'leave', keys: ['Escape'] },
  { name: 'undo', keys: ['U'] },
  { name: 'document', keys: ['D'] },
  { name: 'reference', keys: ['Shift', 'D'] },
  { name: 'zoom', keys: ['+', '-'] },
  { name: 'fit', keys: ['0'] },
  { name: 'rotate', keys: ['R'] },
  { name: 'pages', keys: ['Y', 'Z'] },
  { name: 'find', keys: ['Ctrl', 'F'] },
  { name: 'marks', keys: ['P', 'S', 'T', 'V', 'X', 'W', 'N', 'E'] },
  { name: 'changeMarks', keys: ['M', 'F'] },
  { name: 'lateness', keys: ['L'] },
  { name: 'rules', keys: ['O'] },
  { name: 'searchCopies', keys: ['Ctrl', 'Shift', 'F'] },
  { name: 'listCopies', keys: ['I', 'H'] },
  { name: 'orderCopies', keys: ['Shift', 'I'] },
  { name: 'names', keys: ['A'] },
  { name: 'help', keys: ['?'] },
] as const;
