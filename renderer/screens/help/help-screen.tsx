import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { toHash } from '../../app/routes.ts';
import { Screen } from '../../components/screen.tsx';
import './help.css';
import { KeyTable } from './key-table.tsx';

const CHAPTERS = [
  'connect',
  'prepare',
  'grade',
  'gradebook',
  'sync',
  'conflicts',
  'documents',
  'safety',
] as const;
const STEPS = ['one', 'two', 'three'] as const;

/** The whole journey in short steps, then the keys. */
export function HelpScreen() {
  const { t } = useTranslation();
  return (
    <Screen name="help" title={t('help.title')} subtitle={t('help.intro')}>
      <div className="help">
        <ol className="help-chapters">
          {CHAPTERS.map(([chapter, screen]) => (
            <li key={chapter} className="help-chapter">
              <h2>
                <Anchor href={toHash({ screen })} inherit>
                  {t(`help.${chapter}.title`)}
                </Anchor>
              </h2>
              <ol>
                {STEPS.map((step) => (
                  <li key={step}>{t(`help.${chapter}.${step}`)}</li>
                ))}
              </ol>
            </li>
          ))}
        </ol>
        <KeyTable />
      </div>
    </Screen>
  );
}
