// A PDF whose pages are nothing but pictures, as a scanner makes them.
import sharp from 'sharp';

/** `pages` are JPEG files, shown on A4. */
export async function scannedPdf(pages: readonly Uint8Array[]): Promise<Uint8Array> {
  const objects: Buffer[] = [];
  const add = (object: string | Buffer) => objects.push(Buffer.from(object));
  const kids = pages.map((_, i) => `${3 + i * 3} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} /MediaBox [0 0 595 842] >>`);
  for (const [i, jpeg] of pages.entries()) {
    const { width, height, channels } = await sharp(jpeg).metadata();
    const own = 3 + i * 3;
    const colours = channels === 1 ? '/DeviceGray' : '/DeviceRGB';
    const size = `/Width ${width} /Height ${height} /ColorSpace ${colours} /BitsPerComponent 8`;
    const drawing = 'q 595 0 0 842 0 0 cm /P Do Q';
    add(`<< /Type /Page /Parent 2 0 R /Contents ${own + 1} 0 R /Resources << /XObject << /P ${own + 2} 0 R >> >> >>`);
    add(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`);
    const head = `<< /Type /XObject /Subtype /Image ${size} /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`;
    add(Buffer.concat([Buffer.from(head), jpeg, Buffer.from('\nendstream')]));
  }
  return file(objects);
}

function file(objects: readonly Buffer[]): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n')];
  let at = parts[0]?.length ?? 0;
  let table = '0000000000 65535 f \n';
  for (const [i, object] of objects.entries()) {
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    table += `${String(at).padStart(10, '0')} 00000 n \n`;
    parts.push(whole);
    at += whole.length;
  }
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}
