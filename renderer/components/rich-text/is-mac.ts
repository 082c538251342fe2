import { bridge } from '../../app/bridge.ts';

/** Whether shortcuts are made with ⌘. */
export function isMac(): boolean {
  return bridge().platform === 'darwin';
}
