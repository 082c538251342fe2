import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../i18n/use-formats.ts';
import { toLocalMinute } from '../local-minute.ts';

interface Props {
  readonly extendedTo: number | null;
  readonly dueAt: number | null;
  readonly isReadOnly: boolean;
  readonly onSave: (extendedTo: number | null) => void;
}

const DAY_MS = 86_400_000;

/** A date of a student's own, told; typed once it is asked for. */
export function ExtensionField({ extendedTo, dueAt, isReadOnly, onSave }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isTyping, setIsTyping] = useState(false);
  if (isTyping)
    return (
      <ExtensionForm
        begin={extendedTo ?? (dueAt ?? Date.now()) + DAY_MS}
        onSave={onSave}
        onCancel={() => setIsTyping(false)}
      />
    );
  return (
    <div className="handling-row">
      <div>
        <p className="grading-label">{t('grading.handling.extension')}</p>
        <p className="handling-value" data-testid="extension">
          {extendedTo === null
            ? t('grading.handling.extensionNone')
            : t('grading.handling.extensionUntil', { date: formats.dateTime(extendedTo) })}
        </p>
      </div>
      <Group gap={6}>
        <Button
          variant="default"
          size="compact-sm"
          disabled={isReadOnly}
          onClick={() => setIsTyping(true)}
          data-testid="extension-edit"
        >
          {t(extendedTo === null ? 'grading.handling.extensionGive' : 'grading.handling.extensionChange')}
        </Button>
        {extendedTo === null ? null : (
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={isReadOnly}
            onClick={() => onSave(null)}
            data-testid="extension-remove"
          >
            {t('grading.handling.extensionRemove')}
          </Button>
        )}
      </Group>
    </div>
  );
}

interface FormProps {
  readonly begin: number;
  readonly onSave: (extendedTo: number) => void;
  readonly onCancel: () => void;
}

function ExtensionForm({ begin, onSave, onCancel }: FormProps) {
  const { t } = useTranslation();
  const [date, setDate] = useState(() => toLocalMinute(begin));
  const at = new Date(date).getTime();
  const isMissing = Number.isNaN(at);
  const grant = () => {
    if (isMissing) return;
    onCancel();
    onSave(at);
  };
  return (
    <div className="handling-form">
      <TextInput
        type="datetime-local"
        label={t('grading.handling.extension')}
        value={date}
        error={isMissing ? t('grading.handling.extensionMissing') : undefined}
        data-autofocus
        autoFocus
        onChange={(event) => setDate(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') grant();
          if (event.key === 'Escape') onCancel();
        }}
        data-testid="extension-date"
      />
      <Group gap={6}>
        <Button size="compact-sm" disabled={isMissing} onClick={grant} data-testid="extension-save">
          {t('grading.handling.extensionSave')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={onCancel}>
          {t('app.action.cancel')}
        </Button>
      </Group>
    </div>
  );
}
