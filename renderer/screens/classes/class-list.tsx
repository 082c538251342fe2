import { useTranslation } from 'react-i18next';
import type { ClassGroup } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';

/** The teacher's classes, each with its subject and size. */
export function ClassList({ classes, currentId }: { classes: readonly ClassGroup[]; currentId: string }) {
  const { t } = useTranslation();
  return (
    <nav className="classes-list" aria-label={t('classes.list.label')}>
      <ul>
        {classes.map(({ id, name, subject, studentCount }) => (
          <li key={id}>
            <a
              className="classes-link"
              href={toHash({ screen: 'classes', classGroupId: id })}
              aria-current={id === currentId ? 'true' : undefined}
            >
              <span className="classes-link-name">{name}</span>
              <span className="classes-link-detail">{subject}</span>
              <span className="classes-link-detail">
                {t('classes.list.students', { count: studentCount })}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
