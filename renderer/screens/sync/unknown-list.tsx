import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SyncNotices } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** What the ENT did not know when everything was compared: kept here, and said. */
export function UnknownList({ kinds }: { kinds: SyncNotices['unknownToEnt'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (kinds.length === 0) return null;
  return (
    <section aria-labelledby="sync-unknown" data-testid="sync-unknown">
      <Title order={2} id="sync-unknown">
        {t('sync.unknown.title')}
      </Title>
      <p className="sync-note">{t('sync.unknown.intro')}</p>
      <table className="sync-kinds">
        <caption className="visually-hidden">{t('sync.unknown.title')}</caption>
        <tbody>
          {kinds.map(({ kind, count }) => (
            <tr key={kind}>
              <th scope="row">{t(`sync.kinds.${kind}`)}</th>
              <td>{formats.count(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
