import { Loader, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, ReferenceRole } from '../../../../preload/contract/index.ts';
import { ErrorBoundary } from '../../../app/error-boundary.tsx';
import { useSignal } from '../../../app/signal.ts';
import { useIsReadOnly } from '../../../app/use-is-read-only.ts';
import { DropZone } from '../../../components/attachments/drop-zone.tsx';
import { DocumentView } from '../../../components/document-view/document-view.tsx';
import { createViewMemory } from '../../../components/document-view/last-view.ts';
import { ToolButton } from '../../../components/tool-button.tsx';
import { TypedText } from '../typed-text.tsx';
import { DocumentChoice } from './document-choice.tsx';
import './reference.css';
import { ReferenceMenu, ReferenceOffer } from './reference-offer.tsx';
import type { ReferencePart, ReferenceView } from './reference-views.ts';
import { REFERENCE_PARTS, referenceViews, showReference, toggleReference } from './reference-views.ts';
import { useReferences } from './use-references.ts';

/** A key is read at its own size, whatever that of the copies. */
const memory = createViewMemory();

/**
 * What stands beside the copies: a key, a subject, or the assignment's words; nothing before it was first asked for.
 *
 * Hidden, it keeps its place: it is drawn where it will be, so that showing it again is no work and its page is the same.
 */
export const ReferencePane = memo(function ReferencePane({ assignment }: { assignment: Assignment }) {
  const { isShown, part, documentIds } = referenceViews.of(useSignal(referenceViews.all), assignment.id);
  const [wasShown, setWasShown] = useState(isShown);
  if (isShown && !wasShown) setWasShown(true);
  if (!wasShown) return null;
  return <OpenedReference assignment={assignment} isShown={isShown} part={part} documentIds={documentIds} />;
});

interface Props {
  readonly assignment: Assignment;
  readonly isShown: boolean;
  readonly part: ReferencePart;
  readonly documentIds: ReferenceView['documentIds'];
}

function OpenedReference({ assignment, isShown, part, documentIds }: Props) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const references = useReferences(assignment);
  const [choosingFor, setChoosingFor] = useState<ReferenceRole | null>(null);
  const hasWords = assignment.instructions.trim() !== '';
  const parts = REFERENCE_PARTS.filter((one) => one !== 'instructions' || hasWords);
  const shown = parts.includes(part) ? part : 'key';
  const role = shown === 'instructions' ? null : shown;
  const documents = role === null ? [] : references.documentsOf(role);
  const document = documents.find(({ id }) => role !== null && id === documentIds[role]) ?? documents[0];
  const choices = role === null || isReadOnly ? null : { role, references, onLibrary: setChoosingFor };
  return (
    <section
      className="reference-pane"
      aria-label={t('reference.label')}
      data-shown={isShown || undefined}
      data-testid="reference"
      inert={!isShown}
      aria-hidden={!isShown}
    >
      <div className="reference-bar">
        <SegmentedControl
          size="xs"
          aria-label={t('reference.parts.label')}
          value={shown}
          onChange={(value) => referenceViews.change(assignment.id, { part: value as ReferencePart })}
          data={parts.map((one) => ({ value: one, label: t(`reference.parts.${one}`) }))}
        />
        {references.isBringing ? <Loader size="xs" aria-label={t('reference.bringing')} /> : null}
        <span className="reference-space" />
        {choices === null || document === undefined ? null : (
          <ReferenceMenu {...choices} document={document} />
        )}
        <ToolButton
          size="small"
          label={t('reference.hide')}
          Icon={IconX}
          onUse={() => toggleReference(assignment.id)}
        />
        {role === null || document === undefined || documents.length < 2 ? null : (
          <NativeSelect
            size="xs"
            className="reference-document"
            aria-label={t('reference.document')}
            value={document.id}
            onChange={({ currentTarget }) => showReference(assignment.id, role, currentTarget.value)}
            data={documents.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </div>
      <DropZone
        className="reference-body"
        isDisabled={choices === null}
        onFiles={(paths) => {
          if (role !== null) references.bring(role, paths);
        }}
      >
        {document === undefined ? null : (
          <ErrorBoundary key={document.sha256}>
            <DocumentView document={document} memory={memory} />
          </ErrorBoundary>
        )}
        {choices === null || document !== undefined || !references.isRead ? null : (
          <ReferenceOffer {...choices} />
        )}
        {role !== null ? null : (
          <TypedText label={t('reference.parts.instructions')} text={assignment.instructions} />
        )}
      </DropZone>
      {choosingFor === null ? null : (
        <DocumentChoice
          title={t(`reference.choose.${choosingFor}`)}
          onClose={() => setChoosingFor(null)}
          onChoose={(chosen) => {
            references.choose(choosingFor, chosen, true);
            setChoosingFor(null);
          }}
        />
      )}
    </section>
  );
}
