import type { DocumentRef } from '../../../preload/contract/index.ts';
import { playedType } from './document-kind.ts';
import './media-view.css';
import type { DocumentFault } from './vault.ts';
import { vaultUrl } from './vault.ts';

interface Props {
  readonly document: DocumentRef;
  readonly kind: 'audio' | 'video';
  readonly onShown: () => void;
  readonly onFault: (fault: DocumentFault) => void;
}

/** A recording or a film with the system's own player; its bytes are read as they are needed. */
export function MediaView({ document, kind, onShown, onFault }: Props) {
  const Player = kind;
  return (
    <div className="media-view">
      <Player
        className="media-player"
        src={`${vaultUrl(document.sha256)}?type=${encodeURIComponent(playedType(document) ?? '')}`}
        controls
        preload="metadata"
        aria-label={document.name}
        onLoadedMetadata={onShown}
        // Either its bytes are damaged or this system lacks what decodes them: both are to be opened elsewhere.
        onError={() => onFault('unreadable')}
      />
    </div>
  );
}
