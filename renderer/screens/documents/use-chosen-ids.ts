import { useMemo, useState } from 'react';

/** Which of a list are chosen; what changes it is the same for as long as the list is on screen. */
export interface ChosenIds {
  readonly ids: ReadonlySet<string>;
  toggle(id: string): void;
  add(ids: readonly string[]): void;
  clear(): void;
}

export function useChosenIds(): ChosenIds {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const changes = useMemo(
    () => ({
      toggle: (id: string) =>
        setIds(
          (before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]),
        ),
      add: (added: readonly string[]) => setIds((before) => new Set([...before, ...added])),
      clear: () => setIds(new Set()),
    }),
    [],
  );
  return useMemo(() => ({ ids, ...changes }), [ids, changes]);
}
