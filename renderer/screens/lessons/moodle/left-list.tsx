import { useTranslation } from 'react-i18next';
import type { LeftDocument } from '../../../../preload/contract/index.ts';

interface Props {
  readonly title: string;
  readonly documents: readonly LeftDocument[];
}

/** Documents that do not go, each with why. */
export function LeftList({ title, documents }: Props) {
  const { t } = useTranslation();
  if (documents.length === 0) return null;
  return (
    <div className="moodle-left" data-testid="moodle-left">
      <p>{title}</p>
      <ul>
        {documents.map(({ sha256, name, reason }) => (
          <li key={sha256}>
            {reason === 'not-there'
              ? name
              : t('lessons.moodle.left.why', { name, reason: t(`lessons.moodle.left.reasons.${reason}`) })}
          </li>
        ))}
      </ul>
    </div>
  );
}
