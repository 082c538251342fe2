import { Button, Group, TextInput } from '@mantine/core';
import { createElement, type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MathTree } from '../../../preload/contract/tex/math-tree.ts';
import { readTex, TEX_MAX_LENGTH, type TexFault } from './tex/read-tex.ts';
import { goByArrows } from './toolbar-keys.ts';

/** What a button of the palette writes; the cursor goes between its first braces. */
const TEMPLATES = {
  fraction: '\\frac{}{}',
  root: '\\sqrt{}',
  power: '^{}',
  index: '_{}',
  sum: '\\sum_{k=0}^{n}',
  integral: '\\int_{a}^{b}',
  vector: '\\vec{}',
  matrix: '\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}',
  system: '\\begin{cases} x & y \\\\ z & t \\end{cases}',
} as const;
type Template = keyof typeof TEMPLATES;

const SIGNS: Record<Template, string> = {
  fraction: 'a/b',
  root: '√',
  power: 'xⁿ',
  index: 'xₙ',
  sum: '∑',
  integral: '∫',
  vector: 'u⃗',
  matrix: '(⋮⋮)',
  system: '{⋮',
};

interface Props {
  readonly begun: string;
  readonly onType: (tex: string) => void;
  readonly onWrite: (tex: string) => void;
}

/** A formula while it is typed: its text, what it looks like, or what is wrong with it. */
export function FormulaForm({ begun, onType, onWrite }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [tex, setTex] = useState(begun);
  const [isAsked, setIsAsked] = useState(false);
  const { tree, fault } = readTex(tex);
  const [lastGood, setLastGood] = useState(tree);
  const change = (next: string) => {
    setTex(next);
    setLastGood((known) => goodOf(next, known));
    setIsAsked(false);
    onType(next);
  };
  const insert = (template: Template) => {
    const input = field.current;
    const [from, to] = [input?.selectionStart ?? tex.length, input?.selectionEnd ?? tex.length];
    const { text, caret } = withTemplate(tex, { from, to, template: TEMPLATES[template] });
    change(text);
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(caret, caret);
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault === null) onWrite(tex.trim());
    else setIsAsked(true);
  };
  const words = useFaultWords();
  return (
    <form className="rich-text-formula-form" onSubmit={submit}>
      <TextInput
        ref={field}
        label={t('richText.formula.field')}
        placeholder="\frac{-b+\sqrt{\Delta}}{2a}"
        spellCheck={false}
        autoComplete="off"
        maxLength={TEX_MAX_LENGTH}
        value={tex}
        error={isAsked && fault !== null ? words(fault) : undefined}
        onChange={(event) => change(event.currentTarget.value)}
        data-autofocus
        data-testid="formula-field"
      />
      <Palette onChoose={insert} />
      <Preview
        tree={lastGood}
        isStale={fault !== null}
        fault={fault === null || fault.kind === 'empty' || isAsked ? null : words(fault)}
      />
      <Group justify="flex-end">
        <Button type="submit" size="compact-sm" data-testid="formula-write">
          {t('richText.formula.write')}
        </Button>
      </Group>
    </form>
  );
}

/** What a formula looks like; between two that can be drawn, the one before. Of nothing there is no picture. */
function goodOf(tex: string, known: MathTree | null): MathTree | null {
  const { tree, fault } = readTex(tex);
  return tree ?? (fault.kind === 'empty' ? null : known);
}

interface PreviewProps {
  readonly tree: MathTree | null;
  /** It is not what is typed. */
  readonly isStale: boolean;
  readonly fault: string | null;
}

/** The last formula that could be drawn, and what is wrong with what was typed since (null: said elsewhere, or nothing). */
function Preview({ tree, isStale, fault }: PreviewProps) {
  return (
    <output className="rich-text-formula-preview" aria-live="polite" data-testid="formula-preview">
      {tree === null ? null : (
        // What is out of date is not read out: what is wrong is.
        <span data-stale={isStale || undefined} aria-hidden={isStale || undefined}>
          {drawn(tree)}
        </span>
      )}
      {fault === null ? null : (
        <span className="rich-text-formula-fault" data-testid="formula-fault">
          {fault}
        </span>
      )}
    </output>
  );
}

function Palette({ onChoose }: { onChoose: (template: Template) => void }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={bar}
      className="rich-text-formula-palette"
      role="toolbar"
      aria-label={t('richText.formula.palette')}
      onKeyDown={(event) => goByArrows(event, bar.current)}
    >
      {(Object.keys(TEMPLATES) as Template[]).map((template, index) => (
        <Button
          key={template}
          variant="default"
          size="compact-sm"
          tabIndex={index === 0 ? 0 : -1}
          aria-label={t(`richText.formula.template.${template}`)}
          title={t(`richText.formula.template.${template}`)}
          onClick={() => onChoose(template)}
          data-testid={`formula-${template}`}
        >
          {SIGNS[template]}
        </Button>
      ))}
    </div>
  );
}

/** The template in place of what is selected, which goes between its first braces. */
function withTemplate(
  tex: string,
  { from, to, template }: { from: number; to: number; template: string },
): { text: string; caret: number } {
  const hole = template.indexOf('{}') + 1;
  const selected = tex.slice(from, to);
  const filled = hole === 0 ? template : template.slice(0, hole) + selected + template.slice(hole);
  const next = filled.indexOf('{}', hole + selected.length);
  const inside = hole === 0 ? template.length : selected === '' ? hole : next < 0 ? filled.length : next + 1;
  return { text: tex.slice(0, from) + filled + tex.slice(to), caret: from + inside };
}

function useFaultWords(): (fault: TexFault) => string {
  const { t } = useTranslation();
  return ({ kind, text }) => t(`richText.formula.fault.${kind}`, { text });
}

/** Drawn by the browser, as in the text. */
function drawn([name, ...children]: MathTree, key?: number): ReactNode {
  const inside = children.map((child, index) => (typeof child === 'string' ? child : drawn(child, index)));
  return createElement(name, key === undefined ? null : { key }, ...inside);
}
