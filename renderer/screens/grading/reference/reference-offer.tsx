import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DocumentRef, ReferenceRole } from '../../../../preload/contract/index.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import type { References } from './use-references.ts';

interface Props {
  readonly role: ReferenceRole;
  readonly references: References;
  readonly onLibrary: (role: ReferenceRole) => void;
}

/** Where there is no key, or no subject, yet. */
export function ReferenceOffer({ role, references, onLibrary }: Props) {
  const { t } = useTranslation();
  return (
    <EmptyState
      text={t(`reference.none.${role}`)}
      action={
        <div className="reference-choices">
          <Button
            loading={references.isBringing}
            onClick={() => void references.chooseFiles(role)}
            data-testid="reference-file"
          >
            {t('reference.file')}
          </Button>
          <Button variant="default" onClick={() => onLibrary(role)} data-testid="reference-library">
            {t('reference.fromLibrary')}
          </Button>
        </div>
      }
    />
  );
}

/** One more document beside the one in view, or that one taken away. */
export function ReferenceMenu({ role, references, document, onLibrary }: Props & { document: DocumentRef }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          className="view-tool"
          variant="subtle"
          size={28}
          aria-label={t('reference.change')}
          data-testid="change-reference"
        >
          <IconDots size={17} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void references.chooseFiles(role)}>{t('reference.otherFile')}</Menu.Item>
        <Menu.Item onClick={() => onLibrary(role)}>{t('reference.fromLibrary')}</Menu.Item>
        <Menu.Item onClick={() => references.choose(role, document, false)}>
          {t('reference.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
