import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryDocument } from '../../../preload/contract/index.ts';
import { navigate, toHash } from '../../app/routes.ts';
import { SpacerRow } from '../../components/spacer-row.tsx';
import { useVirtualRows } from '../../components/use-virtual-rows.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { KindIcon } from './kind-icon.tsx';
import { OutcomeMark } from './outcome-mark.tsx';

const ROW_HEIGHT = 36;

interface Props {
  readonly documents: readonly LibraryDocument[];
  readonly currentId: string | null;
}

/** One line per document: what became of it, and its size before and after. Up and down go from one to the next. */
export function DocumentTable({ documents, currentId }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualRows({ count: documents.length, scroller, rowHeight: ROW_HEIGHT });
  const current = documents.findIndex(({ id }) => id === currentId);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step === undefined ? undefined : documents[current + step];
    if (next === undefined) return;
    event.preventDefault();
    navigate({ screen: 'documents', documentId: next.id }, { replace: true });
    virtual.scrollToRow(current + (step ?? 0));
    scroller.current?.querySelector<HTMLElement>(`[data-document="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <div className="documents-scroll" ref={scroller}>
      <table className="documents-table" aria-label={t('documents.list.label')} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">{t('documents.list.name')}</th>
            <th scope="col">{t('documents.list.outcome')}</th>
            <th scope="col" className="documents-number">
              {t('documents.list.before')}
            </th>
            <th scope="col" className="documents-number">
              {t('documents.list.after')}
            </th>
            <th scope="col" className="documents-date">
              {t('documents.list.added')}
            </th>
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={virtual.heightBefore} />
          {virtual.indices.map((index) => {
            const row = documents[index];
            return row === undefined ? null : (
              <DocumentRow key={row.id} row={row} isCurrent={index === current} />
            );
          })}
          <SpacerRow height={virtual.heightAfter} />
        </tbody>
      </table>
    </div>
  );
}

function DocumentRow({ row, isCurrent }: { row: LibraryDocument; isCurrent: boolean }) {
  const formats = useFormats();
  const { id, document, optimisation, addedAt } = row;
  return (
    <tr data-current={isCurrent || undefined}>
      <th scope="row" className="documents-name">
        <a
          href={toHash({ screen: 'documents', documentId: id })}
          data-document={id}
          aria-current={isCurrent || undefined}
          title={document.name}
        >
          <KindIcon mediaType={document.mediaType} />
          <span>{document.name}</span>
        </a>
      </th>
      <td>
        <OutcomeMark optimisation={optimisation} />
      </td>
      <td className="documents-number">{formats.size(optimisation.bytesBefore)}</td>
      <td className="documents-number">{formats.size(optimisation.bytesAfter)}</td>
      <td className="documents-date">{formats.date(addedAt)}</td>
    </tr>
  );
}
