import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MarkOf } from '../../../../preload/contract/index.ts';
import { MARK_TEXT_MAX_LENGTH } from '../../../../preload/contract/index.ts';
import type { PageSurface } from '../../../components/document-view/page-surfaces.ts';
import type { Point } from './mark-shapes.ts';

/** A mark whose words are being written; `isNew` until they are there. */
export interface Writing {
  readonly mark: MarkOf<'text'> | MarkOf<'pin'>;
  readonly isNew: boolean;
}

interface Props {
  readonly writing: Writing;
  readonly surface: PageSurface;
  readonly locate: { toShare(point: Point): { left: number; top: number } };
  readonly onDone: (text: string) => void;
}

/** The words of a mark being written, where they will stand. Leaving the field keeps them. */
export function MarkEditor({ writing: { mark }, surface, locate, onDone }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(mark.text);
  useEffect(() => {
    // After the click that asked for it, which would take the focus away again.
    field.current?.focus();
    field.current?.select();
  }, []);
  const { left, top } = locate.toShare(mark);
  const scale = surface.element.getBoundingClientRect().height / surface.height;
  const isPin = mark.kind === 'pin';
  const size = isPin ? {} : { color: mark.color, fontSize: mark.sizePoints * scale };
  const rows = text.split('\n');
  return (
    <textarea
      ref={field}
      className="mark-editor"
      data-pin={isPin || undefined}
      data-to-left={(isPin && left > 0.5) || undefined}
      data-testid="mark-editor"
      aria-label={t(isPin ? 'grading.annotations.pinField' : 'grading.annotations.textField')}
      placeholder={isPin ? t('grading.annotations.pinField') : undefined}
      value={text}
      maxLength={MARK_TEXT_MAX_LENGTH}
      rows={isPin ? 4 : rows.length}
      cols={isPin ? 28 : Math.max(6, ...rows.map(({ length }) => length + 2))}
      style={{ left: `${left * 100}%`, top: `${top * 100}%`, ...size }}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => onDone(text)}
      onKeyDown={(event) => {
        const isEnd = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
        if (!isEnd) return;
        event.preventDefault();
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        event.currentTarget.blur();
      }}
    />
  );
}
