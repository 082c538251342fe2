/**
 * A PDF of one page with one line, as a student's copy.
 *
 * @param sizeBytes at least so large: the rest is a stream that nothing refers to
 */
export function smallPdf(line: string, sizeBytes = 0): Buffer {
  const text = `BT /F1 18 Tf 60 760 Td (${line.replace(/[()\\]/g, '\\$&')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Length ${sizeBytes} >>\nstream\n${filling(line, sizeBytes)}\nendstream`,
  ];
  const offsets: number[] = [];
  let body = '%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n';
  for (const [index, object] of objects.entries()) {
    offsets.push(Buffer.byteLength(body, 'latin1'));
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const head = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n`;
  return Buffer.from(`${body}${head}${trailer}${Buffer.byteLength(body, 'latin1')}\n%%EOF\n`, 'latin1');
}

/** Other bytes for each copy, and not compressible to nothing. */
function filling(line: string, sizeBytes: number): string {
  let state = [...line].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7);
  const units: number[] = [];
  for (let index = 0; index < sizeBytes; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    units.push(33 + ((state >>> 24) % 90));
  }
  return Buffer.from(units).toString('latin1');
}
