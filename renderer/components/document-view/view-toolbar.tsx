import { ActionIcon, Tooltip } from '@mantine/core';
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
    <Tool
      label={t(`documentView.command.${command}`)}
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
        <Tool
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
        <Tool label={t('documentView.find.label')} keys="Ctrl+F" Icon={IconSearch} onUse={onFind} />
      ) : null}
      <span className="view-name" title={document.name}>
        {document.name}
      </span>
      {pages === null || pages.count === 0 ? null : <PageField pages={pages} />}
      {save.isAllowed ? (
        <Tool
          label={t('documentView.action.save')}
          Icon={IconDownload}
          isBusy={save.isPending}
          onUse={() => save.mutate(document)}
        />
      ) : null}
    </div>
  );
});

interface ToolProps {
  readonly label: string;
  readonly keys?: string;
  readonly Icon: typeof IconZoomIn;
  readonly isPressed?: boolean | undefined;
  readonly isBusy?: boolean;
  readonly onUse: () => void;
}

function Tool({ label, keys, Icon, isPressed, isBusy = false, onUse }: ToolProps) {
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${keys})`}>
      <ActionIcon
        className="view-tool"
        variant="subtle"
        size={32}
        aria-label={label}
        aria-keyshortcuts={keys}
        aria-pressed={isPressed}
        loading={isBusy}
        onClick={onUse}
      >
        <Icon size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
