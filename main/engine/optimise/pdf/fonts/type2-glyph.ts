import { PdfIrregularity } from '../irregularity.ts';
import type { Glyph, Stem, Step } from './glyph.ts';

/** The stack of a Type 2 interpreter (Adobe Technical Note 5177, appendix B). */
const MAX_OPERANDS = 48;
/** Of them, one may be the width. */
const MAX_STEMS = 23;

const CODES = {
  hstem: [1],
  vstem: [3],
  vmoveto: [4],
  rlineto: [5],
  hlineto: [6],
  vlineto: [7],
  rrcurveto: [8],
  endchar: [14],
  hstemhm: [18],
  hintmask: [19],
  rmoveto: [21],
  hmoveto: [22],
  vstemhm: [23],
  vvcurveto: [26],
  hhcurveto: [27],
  vhcurveto: [30],
  hvcurveto: [31],
  flex: [12, 35],
} as const;
type Code = keyof typeof CODES;

interface Command {
  readonly code: Code;
  readonly operands: number[];
  /** What the next one must be to go on in this one, if it is drawn by `code` or alternates with it. */
  readonly next?: Code;
  /** Bytes that follow the operator. */
  readonly mask?: Uint8Array;
}

/**
 * Writes a glyph as a Type 2 charstring (Adobe Technical Note 5177), with the same points to 1/65536 of a unit.
 *
 * `nominalWidth` is the font's; a glyph of the default width, which is the same, says nothing of it.
 */
export function writeType2(glyph: Glyph, nominalWidth: number): Buffer {
  const commands = [...hintCommands(glyph), ...pathCommands(glyph)];
  const first = commands[0];
  if (first !== undefined && glyph.width !== nominalWidth) first.operands.unshift(glyph.width - nominalWidth);
  return Buffer.concat(commands.map(spell));
}

function spell({ code, operands, mask = new Uint8Array() }: Command): Buffer {
  return Buffer.concat([...operands.map(spellNumber), Buffer.from(CODES[code]), mask]);
}

function spellNumber(value: number): Buffer {
  if (Number.isInteger(value)) return spellInteger(value);
  if (Math.abs(value) >= 32_768) throw new PdfIrregularity('a glyph that is too large');
  const bytes = Buffer.alloc(5, 255);
  bytes.writeInt32BE(Math.round(value * 65_536), 1);
  return bytes;
}

/** A whole number of 16 bits, as charstrings and the dictionaries of their fonts write it. */
export function spellInteger(value: number): Buffer {
  if (Math.abs(value) <= 107) return Buffer.of(value + 139);
  if (Math.abs(value) <= 1131) {
    const rest = Math.abs(value) - 108;
    return Buffer.of((value > 0 ? 247 : 251) + (rest >> 8), rest & 0xff);
  }
  if (Math.abs(value) >= 32_768) throw new PdfIrregularity('a glyph that is too large');
  const bytes = Buffer.alloc(3, 28);
  bytes.writeInt16BE(value, 1);
  return bytes;
}

/** The stems that are used anywhere, in the order in which they must be declared. */
function stemsOf(glyph: Glyph, axis: Stem['axis']): readonly Stem[] {
  const stems = new Map<string, Stem>();
  for (const step of glyph.steps)
    if (step.kind === 'hints')
      for (const stem of step.stems) if (stem.axis === axis) stems.set(`${stem.from} ${stem.width}`, stem);
  if (stems.size > MAX_STEMS) throw new PdfIrregularity('too many hints');
  return [...stems.values()].sort((a, b) => a.from - b.from || a.from + a.width - (b.from + b.width));
}

/** Edges from one to the next, and from each to its other side. */
function stemOperands(stems: readonly Stem[]): number[] {
  let edge = 0;
  return stems.flatMap(({ from, width }) => {
    const start = onGrid(from);
    const operands = [start - edge, onGrid(from + width) - start];
    edge = onGrid(from + width);
    return operands;
  });
}

function hintCommands(glyph: Glyph): Command[] {
  const isChanging = glyph.steps.filter(({ kind }) => kind === 'hints').length > 1;
  const [across, upright] = [stemsOf(glyph, 'horizontal'), stemsOf(glyph, 'vertical')];
  const commands: Command[] = [];
  if (across.length > 0)
    commands.push({ code: isChanging ? 'hstemhm' : 'hstem', operands: stemOperands(across) });
  if (upright.length > 0)
    commands.push({ code: isChanging ? 'vstemhm' : 'vstem', operands: stemOperands(upright) });
  return commands;
}

function pathCommands(glyph: Glyph): Command[] {
  const all = [...stemsOf(glyph, 'horizontal'), ...stemsOf(glyph, 'vertical')];
  const isChanging = glyph.steps.filter(({ kind }) => kind === 'hints').length > 1;
  const commands: Command[] = [];
  let [x, y] = [0, 0];
  const deltas = (points: readonly number[]) =>
    points.map((value, index) => {
      const to = onGrid(value);
      const delta = to - (index % 2 === 0 ? x : y);
      if (index % 2 === 0) x = to;
      else y = to;
      return delta;
    });
  for (const step of glyph.steps) {
    if (step.kind !== 'hints') add(commands, commandOf(step, deltas(step.points)));
    else if (isChanging && all.length > 0)
      commands.push({ code: 'hintmask', operands: [], mask: maskOf(step.stems, all) });
  }
  const { composite } = glyph;
  const parts = composite && [composite.accentX, composite.accentY, composite.base, composite.accent];
  commands.push({ code: 'endchar', operands: parts ?? [] });
  return commands;
}

/** A bit for each declared stem, the first one highest. */
function maskOf(stems: readonly Stem[], all: readonly Stem[]): Uint8Array {
  const mask = new Uint8Array(Math.ceil(all.length / 8));
  all.forEach((declared, index) => {
    const isOn = stems.some(
      ({ axis, from, width }) => axis === declared.axis && from === declared.from && width === declared.width,
    );
    if (isOn) mask[index >> 3] = (mask[index >> 3] as number) | (0x80 >> (index & 7));
  });
  return mask;
}

function commandOf(step: Exclude<Step, { kind: 'hints' }>, deltas: number[]): Command {
  if (step.kind === 'flex') return { code: 'flex', operands: [...deltas, step.depth] };
  if (step.kind === 'curve') return curveCommand(deltas);
  const [dx = 0, dy = 0] = deltas;
  const isMove = step.kind === 'move';
  if (dy === 0)
    return isMove
      ? { code: 'hmoveto', operands: [dx] }
      : { code: 'hlineto', operands: [dx], next: 'vlineto' };
  if (dx === 0)
    return isMove
      ? { code: 'vmoveto', operands: [dy] }
      : { code: 'vlineto', operands: [dy], next: 'hlineto' };
  return isMove
    ? { code: 'rmoveto', operands: deltas }
    : { code: 'rlineto', operands: deltas, next: 'rlineto' };
}

/** Curves that begin or end along an axis need fewer numbers. */
function curveCommand(deltas: number[]): Command {
  const [dx1 = 0, dy1 = 0, dx2 = 0, dy2 = 0, dx3 = 0, dy3 = 0] = deltas;
  if (dy1 === 0 && dx3 === 0) return { code: 'hvcurveto', operands: [dx1, dx2, dy2, dy3], next: 'vhcurveto' };
  if (dx1 === 0 && dy3 === 0) return { code: 'vhcurveto', operands: [dy1, dx2, dy2, dx3], next: 'hvcurveto' };
  if (dy1 === 0 && dy3 === 0) return { code: 'hhcurveto', operands: [dx1, dx2, dy2, dx3], next: 'hhcurveto' };
  if (dx1 === 0 && dx3 === 0) return { code: 'vvcurveto', operands: [dy1, dx2, dy2, dy3], next: 'vvcurveto' };
  return { code: 'rrcurveto', operands: deltas, next: 'rrcurveto' };
}

/** Adds a command, as a part of the last one where that goes on so. */
function add(commands: Command[], command: Command): void {
  const last = commands.at(-1);
  const isRoom = last !== undefined && last.operands.length + command.operands.length < MAX_OPERANDS;
  if (!isRoom || last.next === undefined || last.next !== command.code) {
    commands.push(command);
    return;
  }
  last.operands.push(...command.operands);
  commands[commands.length - 1] = { ...last, ...(command.next === undefined ? {} : { next: command.next }) };
}

/** The nearest number that a charstring can hold. */
function onGrid(value: number): number {
  return Math.round(value * 65_536) / 65_536;
}
