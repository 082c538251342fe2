/**
 * A file that is not laid out as its format says.
 *
 * Viewers repair many such files; we do not rewrite what we had to guess.
 */
export class PdfIrregularity extends Error {
  override readonly name = 'PdfIrregularity';
}
