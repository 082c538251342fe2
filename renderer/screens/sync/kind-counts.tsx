import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Unreadable } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  readonly kinds: readonly Unreadable[];
  readonly children?: ReactNode;
}

/** How much of each kind, and what is to be known of it. */
export function KindCounts({ id, title, intro, kinds, children }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (kinds.length === 0) return null;
  return (
    <section aria-labelledby={id} data-testid={id}>
      <Title order={2} id={id}>
        {title}
      </Title>
      <p className="sync-note">{intro}</p>
      <table className="sync-kinds">
        <caption className="visually-hidden">{title}</caption>
        <tbody>
          {kinds.map(({ kind, count }) => (
            <tr key={kind}>
              <th scope="row">{kind === null ? t('sync.unreadable.other') : t(`sync.kinds.${kind}`)}</th>
              <td>{formats.count(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {children}
    </section>
  );
}
