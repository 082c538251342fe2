/** The nonce that the shell wrote into the page, for the styles that Mantine adds; empty outside the shell. */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce || meta?.getAttribute('nonce') || meta?.content || '';
}
