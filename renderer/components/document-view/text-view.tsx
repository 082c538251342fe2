import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import type { Searchable } from './find-bar.tsx';
import type { ReadText } from './read-text.ts';
import { readText } from './read-text.ts';
import './text-view.css';
import { useDocumentBlob } from './use-document-blob.ts';
import { useTextFind } from './use-text-find.ts';
import type { DocumentFault } from './vault.ts';

interface Props {
  readonly document: DocumentRef;
  readonly scale: number;
  readonly isMonospace: boolean;
  readonly onShown: () => void;
  readonly onSearchable: (text: Searchable) => void;
  readonly onFault: (fault: DocumentFault) => void;
}

/** A text file as letters: whatever is written in it, nothing of it is interpreted. */
export function TextView({ document, scale, isMonospace, onShown, onSearchable, onFault }: Props) {
  const { t } = useTranslation();
  const sheet = useRef<HTMLDivElement>(null);
  useTextFind(sheet, onSearchable);
  const blob = useDocumentBlob(document, onFault);
  const [read, setRead] = useState<ReadText | null>(null);
  const tellShown = useEffectEvent(onShown);
  useEffect(() => {
    if (blob === null) return;
    let isWanted = true;
    void blob.arrayBuffer().then((bytes) => {
      if (!isWanted) return;
      setRead(readText(new Uint8Array(bytes)));
      tellShown();
    });
    return () => {
      isWanted = false;
    };
  }, [blob]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="text-scroll" tabIndex={0} aria-label={document.name}>
      <div
        ref={sheet}
        className="text-sheet"
        data-monospace={isMonospace || undefined}
        style={{ fontSize: `${scale}rem` }}
      >
        {read?.text}
        {read?.isCut ? <p className="text-cut">{t('documentView.text.cut')}</p> : null}
      </div>
    </section>
  );
}
