import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScreenName } from '../../app/routes.ts';
import { toHash } from '../../app/routes.ts';
import { Screen } from '../../components/screen.tsx';
import './help.css';
import { KeyTable } from './key-table.tsx';

/** Where each chapter happens, in the order of the journey. */
const SCREEN_OF = {
  connect: 'settings',
  prepare: 'lessons',
  reuse: 'lessons',
  grade: 'grading',
  gradebook: 'classes',
  sync: 'sync',
  conflicts: 'sync',
  documents: 'documents',
  safety: 'settings',
  privacy: 'settings',
} as const satisfies Record<string, ScreenName>;
const CHAPTERS = Object.keys(SCREEN_OF) as (keyof typeof SCREEN_OF)[];
const STEPS = ['one', 'two', 'three'] as const;

/** The whole journey in short steps, then the keys. */
export function HelpScreen() {
  const { t } = useTranslation();
  return (
    <Screen name="help" title={t('help.title')} subtitle={t('help.intro')}>
      <div className="help">
        <ol className="help-chapters">
          {CHAPTERS.map((chapter) => (
            <li key={chapter} className="help-chapter">
              <h2>
                <Anchor href={toHash({ screen: SCREEN_OF[chapter] })} inherit>
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
