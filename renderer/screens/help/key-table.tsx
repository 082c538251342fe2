import { Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const ACTIONS = [
  'screens',
  'search',
  'help',
  'sync',
  'undo',
  'redo',
  'copies',
  'move',
  'settle',
  'documents',
] as const;

/** What can be done by keyboard. */
export function KeyTable() {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="help-keys">
      <h2 id="help-keys">{t('help.keys.title')}</h2>
      <table className="help-keys">
        <thead>
          <tr>
            <th scope="col">{t('help.keys.key')}</th>
            <th scope="col">{t('help.keys.action')}</th>
          </tr>
        </thead>
        <tbody>
          {ACTIONS.map((action) => (
            <tr key={action}>
              <th scope="row">
                <Kbd size="sm">{t(`help.keys.${action}Keys`)}</Kbd>
              </th>
              <td>{t(`help.keys.${action}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="help-mac">{t('help.keys.mac')}</p>
    </section>
  );
}
