/** What the shell and the window tell of the machine. */
export interface MachineState {
  /** False only when there is certainly no network. */
  readonly isOnline: boolean;
  /** False too where the platform does not tell. */
  readonly isOnBattery: boolean;
  readonly isMetered: boolean;
}

/** What changed: only the machine's state, or it is about to sleep, or back from sleep, or its network is. */
export type MachineNotice = 'state' | 'sleeping' | 'woke' | 'network-back';

/** The machine around the engine, as far as it is told. Alone, the engine believes to be online and plugged in. */
export class Machine {
  #state: MachineState = { isOnline: true, isOnBattery: false, isMetered: false };
  #listeners = new Set<(notice: MachineNotice) => void>();

  get state(): MachineState {
    return this.#state;
  }

  /** Takes in what was told; what was not told stays. */
  tell(change: { readonly [Key in keyof MachineState]?: MachineState[Key] | undefined }): void {
    const known = this.#state;
    this.#state = {
      isOnline: change.isOnline ?? known.isOnline,
      isOnBattery: change.isOnBattery ?? known.isOnBattery,
      isMetered: change.isMetered ?? known.isMetered,
    };
    this.#notify(this.#state.isOnline && !known.isOnline ? 'network-back' : 'state');
  }

  /** The machine is about to sleep: there are some seconds left. */
  sleep(): void {
    this.#notify('sleeping');
  }

  /** The machine has slept. */
  wake(): void {
    this.#notify('woke');
  }

  /** @returns ends it */
  onChange(listener: (notice: MachineNotice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #notify(notice: MachineNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }
}
