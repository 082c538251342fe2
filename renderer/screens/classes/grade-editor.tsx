import type { KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import type { Draft, GradebookEditor, Step } from './gradebook-editor.ts';

interface Props {
  readonly label: string;
  readonly draft: Draft;
  readonly editor: GradebookEditor;
}

/** The field in a cell. Enter and the up and down arrows save and move, Tab saves and goes along, Escape forgets. */
export function GradeEditor({ label, draft, editor }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const input = field.current;
    if (input === null) return;
    input.focus();
    // A typed digit goes on from its end; a grade that is opened is replaced by the first key.
    if (draft.isOpened) input.select();
  }, [draft.isOpened]);
  const onKeyDown = (event: KeyboardEvent) => {
    // The grid's own keys must not move while a grade is being typed.
    event.stopPropagation();
    const step = STEPS[event.shiftKey ? `Shift+${event.key}` : event.key];
    if (event.key === 'Escape') editor.forget();
    else if (step === undefined) return;
    else editor.commit(step);
    event.preventDefault();
  };
  return (
    <input
      ref={field}
      className="gradebook-field"
      aria-label={label}
      aria-invalid={draft.isFaulty}
      inputMode="decimal"
      value={draft.text}
      onChange={(event) => editor.type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => editor.leave()}
    />
  );
}

const STEPS: Record<string, Step> = {
  Enter: { rows: 1, columns: 0 },
  'Shift+Enter': { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowUp: { rows: -1, columns: 0 },
  Tab: { rows: 0, columns: 1 },
  'Shift+Tab': { rows: 0, columns: -1 },
};
