/** Shut for everyone: what is not named falls under `default-src`, except these four. */
const CLOSED = ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'"];

/**
 * What the page may load: the app's own files and the vault's documents. No eval, no inline script.
 *
 * Style elements carry the load's nonce, since Mantine, Tiptap and pdf.js add theirs while the page runs.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' vault: blob: data:",
    'media-src vault:',
    "connect-src 'self' vault:",
    "worker-src 'self'",
    ...CLOSED,
  ].join('; ');
}

/**
 * What a worker may do: the policy of a script counts only when it runs as one.
 *
 * pdf.js decodes JPEG 2000, JBIG2 and colour profiles by WebAssembly. `wasm-unsafe-eval` allows that and nothing
 * else: making JavaScript of a string stays forbidden.
 */
export const WORKER_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  ...CLOSED,
].join('; ');
