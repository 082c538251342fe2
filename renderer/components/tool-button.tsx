import { ActionIcon, Tooltip } from '@mantine/core';
import type { IconCheck } from '@tabler/icons-react';
import { memo } from 'react';
import { useStable } from '../app/use-stable.ts';

/** Of the button and of its icon, in px. */
const SIZES = { small: [28, 17], medium: [32, 18], large: [32, 20] } as const;

interface Props {
  readonly label: string;
  /** What its tip says, where that is more than the label. */
  readonly tip?: string;
  /** As `aria-keyshortcuts` has them. */
  readonly keys?: string | undefined;
  readonly Icon: typeof IconCheck;
  readonly size: keyof typeof SIZES;
  readonly isPressed?: boolean | undefined;
  readonly isBusy?: boolean;
  readonly opensDialog?: boolean;
  readonly testId?: string | undefined;
  readonly onUse: () => void;
}

/** An icon of a bar, with its name in a tip. Drawn again only when it looks another way, whatever its bar does. */
export function ToolButton({ onUse, ...looks }: Props) {
  return <Face {...looks} onUse={useStable(onUse)} />;
}

const Face = memo(function Face({ label, keys, Icon, size, testId, ...rest }: Props) {
  const { tip = label, isBusy = false } = rest;
  const [buttonPx, iconPx] = SIZES[size];
  return (
    <Tooltip label={tip}>
      <ActionIcon
        className="view-tool"
        variant="subtle"
        size={buttonPx}
        aria-label={label}
        aria-keyshortcuts={keys}
        aria-pressed={rest.isPressed}
        aria-haspopup={rest.opensDialog === true ? 'dialog' : undefined}
        loading={isBusy}
        data-testid={testId}
        onClick={rest.onUse}
      >
        <Icon size={iconPx} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
});
