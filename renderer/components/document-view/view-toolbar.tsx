import {
  IconArrowAutofitHeight,
  IconArrowAutofitWidth,
  IconCode,
  IconColumns2,
  IconDownload,
  IconLayoutSidebar,
  IconRotateClockwise,
  IconSearch,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { useKeyFor } from '../../app/chosen-keys.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { ToolButton } from '../tool-button.tsx';
import type { DocumentKind } from './document-kind.ts';
import { PageField } from './page-field.tsx';
import type { Pages } from './pdf-pages.tsx';
import { useSaveCopy } from './use-save-copy.ts';
import type { ViewCommand, ViewState } from './view-state.ts';

interface Props {
  readonly document: DocumentRef;
  readonly kind: DocumentKind;
  readonly view: ViewState;
  readonly scale: number;
  readonly pages: Pages | null;
  readonly isMonospace: boolean;
  readonly onCommand: (command: ViewCommand) => void;
  readonly onMonospace: () => void;
  readonly onFind: () => void;
}

/** The tools above a document. */
export const ViewToolbar = memo(function ViewToolbar({
  document,
  kind,
  view,
  scale,
  pages,
  isMonospace,
  onCommand,
  onMonospace,
  onFind,
}: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const save = useSaveCopy();
  const keyFor = useKeyFor();
  const isPlayed = kind === 'audio' || kind === 'video';
  const tool = (command: ViewCommand, Icon: typeof IconZoomIn, keys: string, isPressed?: boolean) => (
    <ToolButton
      size="medium"
      label={t(`documentView.command.${command}`)}
      tip={`${t(`documentView.command.${command}`)} (${keys})`}
      keys={keys}
      Icon={Icon}
      isPressed={isPressed}
      onUse={() => onCommand(command)}
    />
  );
  return (
    <div className="view-toolbar" role="toolbar" aria-label={t('documentView.toolbar')}>
      {isPlayed ? null : (
        <>
          {tool('zoom-out', IconZoomOut, '-')}
          <output className="view-scale" aria-label={t('documentView.scale')}>
            {formats.percent(scale)}
          </output>
          {tool('zoom-in', IconZoomIn, '+')}
        </>
      )}
      {isPlayed || kind === 'written' ? null : kind === 'text' ? (
        <ToolButton
          size="medium"
          label={t('documentView.text.monospace')}
          Icon={IconCode}
          isPressed={isMonospace}
          onUse={onMonospace}
        />
      ) : (
        <>
          {tool('fit-width', IconArrowAutofitWidth, '0', view.zoom === 'width')}
          {tool('fit-page', IconArrowAutofitHeight, 'Shift+0', view.zoom === 'page')}
          {tool('rotate', IconRotateClockwise, keyFor('R'))}
        </>
      )}
      {pages === null || kind !== 'pdf' ? null : (
        <>
          {tool('two-pages', IconColumns2, keyFor('Y'), view.isSpread)}
          {tool('thumbnails', IconLayoutSidebar, keyFor('Z'), view.hasThumbnails)}
        </>
      )}
      {pages !== null || kind === 'text' || kind === 'written' ? (
        <ToolButton
          size="medium"
          label={t('documentView.find.label')}
          tip={`${t('documentView.find.label')} (Ctrl+F)`}
          keys="Ctrl+F"
          Icon={IconSearch}
          onUse={onFind}
        />
      ) : null}
      <span className="view-name" title={document.name}>
        {document.name}
      </span>
      {pages === null || pages.count === 0 ? null : <PageField pages={pages} />}
      {save.isAllowed ? (
        <ToolButton
          size="medium"
          label={t('documentView.action.save')}
          Icon={IconDownload}
          isBusy={save.isPending}
          onUse={() => save.mutate(document)}
        />
      ) : null}
    </div>
  );
});
