import { useTranslation } from 'react-i18next';
import type { MoodleCourse } from '../../../../preload/contract/index.ts';

/** What a course has, section by section: folded, for what is to be brought comes first. */
export function CourseContents({ course: { sections } }: { course: MoodleCourse }) {
  const { t } = useTranslation();
  return (
    <details className="moodle-contents" data-testid="moodle-contents">
      <summary>{t('lessons.moodle.contents')}</summary>
      {sections.map(({ name, modules }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sections have no other name, and come in one piece
        <section key={index}>
          <h3>{name}</h3>
          {modules.length === 0 ? (
            <p className="lesson-hint">{t('lessons.moodle.empty')}</p>
          ) : (
            <ul>
              {modules.map((module, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: likewise
                <li key={place}>
                  {module.name} {module.isHidden ? t('lessons.moodle.hidden') : null}
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </details>
  );
}
