import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconEraser,
  IconHandMove,
  IconHighlight,
  IconMessage,
  IconPencil,
  IconPlusMinus,
  IconRubberStamp,
  IconTypography,
  IconX,
} from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyFor } from '../../../app/chosen-keys.ts';
import { useSignal } from '../../../app/signal.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { SaveMark } from '../../../components/autosave/save-mark.tsx';
import { worstState } from '../../../components/autosave/worst-state.ts';
import { ToolButton } from '../../../components/tool-button.tsx';
import type { AnnotationSession } from './annotation-session.ts';
import type { Tool } from './annotation-tools.ts';
import { COLORS, color as chosenColor, tool as chosenTool, TOOL_KEYS } from './annotation-tools.ts';
import './annotations.css';

const ICONS: Record<Tool, typeof IconCheck> = {
  move: IconHandMove,
  ink: IconPencil,
  highlight: IconHighlight,
  text: IconTypography,
  tick: IconCheck,
  cross: IconX,
  review: IconRubberStamp,
  points: IconPlusMinus,
  pin: IconMessage,
  eraser: IconEraser,
};

/** The red pen and its companions, above the document. */
export function AnnotationToolbar({ session }: { session: AnnotationSession }) {
  const { t } = useTranslation();
  const keeping = useSignal(session.keeping.state);
  const composing = useSignal(session.composing.state);
  // Kept is kept: that its file is still to be made is nobody's worry, unless it cannot be.
  const state = composing.error === null ? keeping : worstState([keeping, composing]);
  return (
    <div className="annotation-toolbar" role="toolbar" aria-label={t('grading.annotations.toolbar')}>
      <Tools />
      <SaveMark
        state={state}
        testId="annotations-state"
        onRetry={() => void (keeping.error === null ? session.composing : session.keeping).retry()}
      />
    </div>
  );
}

/** The same for every document. */
const Tools = memo(function Tools() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const tool = useSignal(chosenTool);
  const keyFor = useKeyFor();
  return (
    <>
      {TOOL_KEYS.map(([name, key]) => (
        <ToolButton
          key={name}
          size="small"
          label={`${t(`grading.annotations.tool.${name}`)} (${keyFor(key)})`}
          keys={keyFor(key)}
          Icon={ICONS[name]}
          isPressed={tool === name}
          testId={`tool-${name}`}
          onUse={() => chosenTool.set(tool === name ? null : name)}
        />
      ))}
      <Colors />
      <ToolButton
        size="small"
        label={`${t('app.action.undo')} (${keyFor('U')})`}
        keys={keyFor('U')}
        Icon={IconArrowBackUp}
        onUse={() => void toasts.undoLast()}
      />
      <ToolButton
        size="small"
        label={t('grading.annotations.redo')}
        keys="Control+Y"
        Icon={IconArrowForwardUp}
        onUse={() => void toasts.redoLast()}
      />
    </>
  );
});

function Colors() {
  const { t } = useTranslation();
  const color = useSignal(chosenColor);
  return (
    <fieldset className="annotation-colors">
      <legend className="visually-hidden">{t('grading.annotations.color')}</legend>
      {COLORS.map((one, index) => (
        <button
          key={one}
          type="button"
          className="annotation-color"
          aria-pressed={color === one}
          aria-label={t(`grading.annotations.colors.${index as 0 | 1 | 2 | 3}`)}
          title={t(`grading.annotations.colors.${index as 0 | 1 | 2 | 3}`)}
          style={{ background: one }}
          onClick={() => chosenColor.set(one)}
        />
      ))}
    </fieldset>
  );
}
