// A PDF of one page with a line of text and a table below it, in Helvetica.

/** Its cross-reference table is left out: readers make it anew. Cells hold no brackets. */
export function tablePdf(cells: readonly (readonly string[])[]): string {
  const drawn = cells.flatMap((row, y) =>
    row.map((text, x) => `1 0 0 1 ${60 + x * 150} ${700 - y * 20} Tm (${text}) Tj`),
  );
  const content = `BT /F 11 Tf 1 0 0 1 60 740 Tm (What we ordered from the mill in May) Tj ${drawn.join(' ')} ET`;
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  return [
    '%PDF-1.4',
    '1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj',
    '2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >> endobj',
    `3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F ${font} >> >> >> endobj`,
    `4 0 obj << /Length ${content.length} >>\nstream\n${content}\nendstream endobj`,
    'trailer << /Root 1 0 R /Size 5 >>',
    '%%EOF\n',
  ].join('\n');
}
