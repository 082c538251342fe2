import { useElementSize } from '@mantine/hooks';
import { useEffect, useEffectEvent, useState } from 'react';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import './image-view.css';
import { useDocumentBlob } from './use-document-blob.ts';
import type { DocumentFault } from './vault.ts';
import type { Size, ViewState } from './view-state.ts';
import { fitImage } from './view-state.ts';

interface Props {
  readonly document: DocumentRef;
  readonly view: ViewState;
  readonly onScale: (scale: number) => void;
  readonly onShown: () => void;
  readonly onFault: (fault: DocumentFault) => void;
}

/** An image, at any size and turned by quarters. */
export function ImageView({ document, view, onScale, onShown, onFault }: Props) {
  const blob = useDocumentBlob(document, onFault);
  const url = useObjectUrl(blob, document.mediaType);
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const [natural, setNatural] = useState<Size | null>(null);
  const fitted = natural === null || width === 0 ? null : fitImage(natural, { width, height }, view);
  const scale = fitted?.scale ?? 1;
  const tellScale = useEffectEvent(onScale);
  useEffect(() => tellScale(scale), [scale]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="image-scroll" tabIndex={0} aria-label={document.name}>
      <div className="image-pane" ref={ref}>
        {url === null ? null : (
          <div className="image-box" style={fitted?.box}>
            <img
              className="image-picture"
              src={url}
              alt={document.name}
              draggable={false}
              style={{
                ...fitted?.image,
                visibility: fitted === null ? 'hidden' : undefined,
                transform: `translate(-50%, -50%) rotate(${view.rotation}deg)`,
              }}
              onLoad={({ currentTarget }) => {
                setNatural({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight });
                onShown();
              }}
              onError={() => onFault('damaged')}
            />
          </div>
        )}
      </div>
    </section>
  );
}

/** An address inside the page for the bytes, given back to the system when they are no longer shown. */
function useObjectUrl(blob: Blob | null, mediaType: string): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (blob === null) return;
    const made = URL.createObjectURL(new Blob([blob], { type: mediaType }));
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [blob, mediaType]);
  return url;
}
