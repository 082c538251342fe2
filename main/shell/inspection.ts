/** Chromium's debugging port and Node's inspector, however a system's command line spells a switch. */
const DEBUGGING_SWITCH =
  /^(?:--?|\/)(?:remote-debugging-(?:port|pipe|address|targets)|remote-allow-origins|inspect)/i;

/**
 * Whether a command line asks for a debugger that must not be let in.
 *
 * Whoever debugs the page reads everything that the teacher sees, and no fuse shuts Chromium's port. In a released
 * package the fuses keep Node's inspector shut, so that an open one tells a package made for tests, where debuggers
 * are the point.
 */
export function asksForRefusedDebugger(argv: readonly string[], isInspectorOpen: boolean): boolean {
  return !isInspectorOpen && argv.some((argument) => DEBUGGING_SWITCH.test(argument));
}
