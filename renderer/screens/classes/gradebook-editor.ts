import type {
  GradebookCell,
  GradeMark,
  GradingRules,
  MarkChange,
  Scale,
} from '../../../preload/contract/index.ts';
import {
  isOutOfOther,
  isSameMark,
  PLAIN_RULES,
  parseMark,
  settleMark,
  whyNoMark,
} from '../../../preload/contract/index.ts';
import type { Signal } from '../../app/signal.ts';
import { createSignal } from '../../app/signal.ts';
import type { Grid, Place } from './gradebook-grid.ts';
import { NAME_COLUMN, placeAfterKey } from './gradebook-grid.ts';

/** What is being typed in the cell that has the keyboard. */
export interface Draft {
  readonly text: string;
  /** The cell was opened with its grade in it, rather than by typing a digit. */
  readonly isOpened: boolean;
  readonly isFaulty: boolean;
  /** What the cell showed when the typing began: something else may have come since. */
  readonly before: GradeMark;
}

export type Fault =
  | { readonly kind: 'not-a-number' | 'too-precise' | 'no-level'; readonly text: string }
  | { readonly kind: 'other-maximum'; readonly text: string; readonly maxTimes100: number }
  | { readonly kind: 'out-of-range'; readonly maxTimes100: number };

export interface EditorState {
  readonly place: Place;
  readonly draft: Draft | null;
  readonly fault: Fault | null;
  /** Grows each time the focus must go to the cell at `place`. */
  readonly focusTurn: number;
}

export interface Step {
  readonly rows: number;
  readonly columns: number;
}

/** What the editor needs of the screen; renewed at each drawing. */
export interface EditorPort {
  readonly grid: Grid;
  readonly isReadOnly: boolean;
  writeMark(mark: GradeMark, scale: Scale | null): string;
  /** `before`: what was shown when it began to be typed. */
  save(place: Place, cell: GradebookCell, mark: GradeMark, before: GradeMark): void;
  open(cell: GradebookCell): void;
  /** Shows the course of the student of a row. */
  openCourse(row: number): void;
}

const NOTHING: MarkChange = { pointsTimes100: null, standing: null };

/** A digit, a bracket (a grade that does not count), or the first letter of what stands in a grade's place. */
const BEGINS_MARK = /^[0-9(adnrel]$/i;

/** The keyboard's place in the gradebook and the grade that is being typed there. */
export class GradebookEditor {
  readonly state: Signal<EditorState> = createSignal<EditorState>({
    place: { row: 0, column: 0 },
    draft: null,
    fault: null,
    focusTurn: 0,
  });
  #port: EditorPort;

  constructor(port: EditorPort) {
    this.#port = port;
  }

  renewPort(port: EditorPort): void {
    this.#port = port;
  }

  /** The focus came to a cell, by the mouse or by Tab. */
  moveTo(place: Place): void {
    const { place: current, draft } = this.state.get();
    if (draft !== null || (current.row === place.row && current.column === place.column)) return;
    this.#change({ place, fault: null });
  }

  open(place: Place): void {
    const cell = this.#cellAt(place);
    if (cell !== null) this.#port.open(cell);
    else if (place.column === NAME_COLUMN) this.#port.openCourse(place.row);
  }

  /** Obeys a key that was pressed on a cell; false when the key means nothing here. */
  obeyKey(key: string, isControl: boolean): boolean {
    const { place } = this.state.get();
    const next = placeAfterKey(key, isControl, place, this.#port.grid);
    if (next !== null) {
      this.#change({ place: next, fault: null, hasFocus: true });
      return true;
    }
    if (key === 'Enter' && (isControl || place.column === NAME_COLUMN)) this.open(place);
    else if (key === 'Enter' || key === 'F2') this.#edit(null);
    else if (key === 'Delete' || key === 'Backspace') this.#save(NOTHING);
    else if (!isControl && this.#beginsMark(key)) this.#edit(key);
    else return false;
    return true;
  }

  type(text: string): void {
    const { draft } = this.state.get();
    if (draft !== null) this.#change({ draft: { ...draft, text, isFaulty: false }, fault: null });
  }

  /** Saves what was typed and goes on; a fault keeps the field open and says why. */
  commit(step: Step): void {
    const { draft, place } = this.state.get();
    if (draft === null) return;
    const read = this.#read(draft.text);
    if ('fault' in read) {
      this.#change({ draft: { ...draft, isFaulty: true }, fault: read.fault });
      return;
    }
    this.#save(read.change, draft.before);
    this.#change({ draft: null, fault: null, place: this.#within(place, step), hasFocus: true });
  }

  /** What was opened from a cell is closed: the keyboard comes back to it. */
  regainFocus(): void {
    this.#change({ hasFocus: true });
  }

  /** Escape: the grade stays as it was. */
  forget(): void {
    this.#change({ draft: null, fault: null, hasFocus: true });
  }

  /** The focus left the field: what is right is saved; what is not is dropped, and the fault stays in words. */
  leave(): void {
    const { draft } = this.state.get();
    if (draft === null) return;
    const read = this.#read(draft.text);
    const fault = 'fault' in read ? read.fault : null;
    if ('change' in read) this.#save(read.change, draft.before);
    this.#change({ draft: null, fault });
  }

  #edit(firstKey: string | null): void {
    const cell = this.#cellAt(this.state.get().place);
    if (cell === null || this.#port.isReadOnly) return;
    const current = this.#port.writeMark(cell, this.#rules.scale);
    const draft = { text: firstKey ?? current, isOpened: firstKey === null, isFaulty: false, before: cell };
    this.#change({ draft, fault: null });
  }

  #read(text: string): { change: MarkChange } | { fault: Fault } {
    const rules = this.#rules;
    const change = parseMark(text, rules);
    if (change === null) return { fault: { kind: whyNoMark(text, rules), text: text.trim() } };
    const maxTimes100 = this.#port.grid.assignments[this.state.get().place.column]?.maxTimes100 ?? 0;
    if (isOutOfOther(text, { maxTimes100, scale: rules.scale }))
      return { fault: { kind: 'other-maximum', text: text.trim(), maxTimes100 } };
    return (change.pointsTimes100 ?? 0) > maxTimes100
      ? { fault: { kind: 'out-of-range', maxTimes100 } }
      : { change };
  }

  get #rules(): GradingRules {
    return this.#port.grid.assignments[this.state.get().place.column]?.rules ?? PLAIN_RULES;
  }

  /** On a scale any letter begins a level. */
  #beginsMark(key: string): boolean {
    return BEGINS_MARK.test(key) || (this.#rules.scale !== null && /^\p{L}$/u.test(key));
  }

  /** Saves at the keyboard's place, unless nothing changed: what came while nothing else was typed stays. */
  #save(change: MarkChange, before?: GradeMark): void {
    const { place } = this.state.get();
    const cell = this.#cellAt(place);
    if (cell === null || this.#port.isReadOnly) return;
    if (before !== undefined && isSameMark(settleMark(before, change), before)) return;
    const mark = settleMark(cell, change);
    if (!isSameMark(mark, cell)) this.#port.save(place, cell, mark, before ?? cell);
  }

  #within({ row, column }: Place, { rows, columns }: Step): Place {
    const { grid } = this.#port;
    return {
      row: Math.min(grid.rows.length - 1, Math.max(0, row + rows)),
      column: Math.min(grid.assignments.length - 1, Math.max(0, column + columns)),
    };
  }

  #cellAt({ row, column }: Place): GradebookCell | null {
    return this.#port.grid.rows[row]?.cells[column] ?? null;
  }

  #change({ hasFocus = false, ...change }: Partial<EditorState> & { hasFocus?: boolean }): void {
    const state = this.state.get();
    this.state.set({ ...state, ...change, focusTurn: state.focusTurn + (hasFocus ? 1 : 0) });
  }
}
