import type { DragEvent, ReactNode } from 'react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bridge } from '../../app/bridge.ts';
import { useToasts } from '../../app/toasts.tsx';
import './attachments.css';

interface Props {
  readonly className?: string;
  readonly isDisabled?: boolean;
  /** Paths of what was dropped. */
  readonly onFiles: (paths: readonly string[]) => void;
  readonly children: ReactNode;
}

/** A part of a screen where files can be dropped; the keyboard has the button beside the list instead. */
export function DropZone({ className = '', isDisabled = false, onFiles, children }: Props) {
  const { t } = useTranslation();
  const toasts = useToasts();
  // Entering a child leaves its parent: only the count tells when the pointer has left the zone.
  const depth = useRef(0);
  const [isOver, setIsOver] = useState(false);
  const move = (change: number) => {
    depth.current = Math.max(0, depth.current + change);
    setIsOver(depth.current > 0);
  };
  const whenFiles = (react: (event: DragEvent, isTaken: boolean) => void) => (event: DragEvent) => {
    if (isDisabled || !event.dataTransfer.types.includes('Files')) return;
    const isTaken = event.defaultPrevented;
    event.preventDefault();
    react(event, isTaken);
  };
  const onDrop = whenFiles((event, isTaken) => {
    move(-depth.current);
    // A text within has put it where it was dropped.
    if (isTaken) return;
    const paths = [...event.dataTransfer.files].map((file) => bridge().pathForFile(file));
    const known = paths.filter((path) => path !== '');
    if (known.length < paths.length || paths.length === 0) {
      toasts.warned((say) => ({
        title: say('attachments.notAFile.title'),
        text: say('attachments.notAFile.text'),
      }));
    }
    if (known.length > 0) onFiles(known);
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the same is done by a button
    <div
      className={`drop-zone ${className}`}
      data-over={isOver || undefined}
      onDragEnter={whenFiles(() => move(1))}
      onDragOver={whenFiles((event) => {
        event.dataTransfer.dropEffect = 'copy';
      })}
      onDragLeave={whenFiles(() => move(-1))}
      onDrop={onDrop}
    >
      {children}
      {isOver ? (
        <div className="drop-zone-veil" aria-hidden>
          {t('attachments.drop')}
        </div>
      ) : null}
    </div>
  );
}
