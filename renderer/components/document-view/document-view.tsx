import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { useCallback, useImperativeHandle, useRef, useState } from 'react';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { chosenKeys, pressedAs } from '../../app/chosen-keys.ts';
import { isTextField } from '../../app/commands.ts';
import { documentKind } from './document-kind.ts';
import './document-view.css';
import { FileNotice } from './file-notice.tsx';
import type { FindBarHandle, Searchable } from './find-bar.tsx';
import { FindBar } from './find-bar.tsx';
import { isFindKey } from './find-key.ts';
import { ImageView } from './image-view.tsx';
import { COMMON_VIEW, type ViewMemory } from './last-view.ts';
import { MediaView } from './media-view.tsx';
import type { PageSurface } from './page-surfaces.ts';
import type { Pages } from './pdf-pages.tsx';
import { PdfPages } from './pdf-pages.tsx';
import { TextView } from './text-view.tsx';
import type { DocumentFault } from './vault.ts';
import type { ViewCommand, ViewState } from './view-state.ts';
import { obeyViewCommand, PAGE_COMMANDS, viewCommandOfKey } from './view-state.ts';
import { ViewToolbar } from './view-toolbar.tsx';
import { WrittenView } from './written-view.tsx';

/** What a screen can ask of the document that it shows. */
export interface DocumentViewHandle {
  obey(command: ViewCommand): void;
  /** Searches its text, where it has pages. */
  find(): void;
}

interface Props {
  readonly document: DocumentRef;
  readonly handle?: Ref<DocumentViewHandle> | undefined;
  /** What lies over each page of a PDF. */
  readonly overlay?: ((surface: PageSurface) => ReactNode) | undefined;
  /** Where its size is taken from and kept. */
  readonly memory?: ViewMemory | undefined;
  /** Its first page is on screen. */
  readonly onShown?: (() => void) | undefined;
}

/**
 * Shows one document of the vault: a PDF, an image, a text, what a word processor wrote, a recording or a film; anything else is named and can be saved.
 *
 * The keys + - 0 R Y Z and Ctrl+F work while the focus is inside; a screen forwards its own through `handle`.
 */
export function DocumentView(props: Props) {
  // A document is its bytes: the view starts afresh with others, and when they arrive.
  return <OpenedDocument key={`${props.document.sha256} ${props.document.isLocal}`} {...props} />;
}

function OpenedDocument({ document, handle, overlay, memory = COMMON_VIEW, onShown }: Props) {
  const kind = documentKind(document);
  const areLetters = kind === 'text' || kind === 'written';
  const [view, setView] = useState<ViewState>(() => ({
    ...memory.recall(),
    ...(areLetters ? { zoom: 1 } : {}),
    rotation: 0,
  }));
  const [scale, setScale] = useState(1);
  const [pages, setPages] = useState<Pages | null>(null);
  const [letters, setLetters] = useState<Searchable | null>(null);
  const [fault, setFault] = useState<DocumentFault | null>(null);
  const [isShown, setIsShown] = useState(false);
  const [isFinding, setIsFinding] = useState(false);
  const findBar = useRef<FindBarHandle>(null);
  const [isMonospace, setIsMonospace] = useState(() => !/^text\/plain/.test(document.mediaType));
  const toggleMonospace = useCallback(() => setIsMonospace((is) => !is), []);
  const inForce = areLetters && typeof view.zoom === 'number' ? view.zoom : scale;

  const obey = useCallback(
    (command: ViewCommand) => {
      if (areLetters && (command === 'rotate' || command === 'fit-page')) return;
      if (kind !== 'pdf' && PAGE_COMMANDS.includes(command)) return;
      setView((now) => {
        const next = obeyViewCommand(now, command, inForce);
        if (areLetters) return typeof next.zoom === 'number' ? next : { ...next, zoom: 1 };
        memory.remember(next);
        return next;
      });
    },
    [kind, areLetters, inForce, memory],
  );
  const find = useCallback(() => {
    if (kind !== 'pdf' && !areLetters) return;
    setIsFinding(true);
    findBar.current?.focus();
  }, [kind, areLetters]);
  useImperativeHandle(handle, () => ({ obey, find }), [obey, find]);
  const shown = () => {
    if (!isShown) onShown?.();
    setIsShown(true);
  };

  if (!document.isLocal || kind === 'other' || fault !== null) {
    return (
      <div className="document-view" data-testid="document-view" data-kind={kind}>
        <FileNotice document={document} fault={fault} onShown={shown} />
      </div>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isFindKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      find();
      return;
    }
    const command = viewCommandOfKey(pressedAs(chosenKeys(), event));
    if (command === null || isTextField(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    obey(command);
  };
  const inText = pages ?? letters;
  const shared = { document, onShown: shown, onFault: setFault };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys act on what has the focus inside
    <div
      className="document-view"
      data-testid="document-view"
      data-kind={kind}
      data-shown={isShown || undefined}
      onKeyDown={onKeyDown}
    >
      <ViewToolbar
        document={document}
        kind={kind}
        view={view}
        scale={inForce}
        pages={pages}
        isMonospace={isMonospace}
        onCommand={obey}
        onMonospace={toggleMonospace}
        onFind={find}
      />
      {isFinding && inText !== null ? (
        <FindBar text={inText} handle={findBar} onClose={() => setIsFinding(false)} />
      ) : null}
      <div className="document-view-body">
        {kind === 'pdf' ? (
          <PdfPages {...shared} view={view} overlay={overlay} onScale={setScale} onPages={setPages} />
        ) : null}
        {kind === 'image' ? <ImageView {...shared} view={view} onScale={setScale} /> : null}
        {kind === 'audio' || kind === 'video' ? <MediaView {...shared} kind={kind} /> : null}
        {kind === 'text' ? (
          <TextView {...shared} scale={inForce} isMonospace={isMonospace} onSearchable={setLetters} />
        ) : null}
        {kind === 'written' ? <WrittenView {...shared} scale={inForce} onSearchable={setLetters} /> : null}
      </div>
    </div>
  );
}
