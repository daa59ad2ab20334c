// What the numbers in a workbook's cells mean: days and times are numbers that only their style tells from others.
import { local } from './workbook-strings.js';
import { walkXml } from './xml.js';

export type NumberStyle = 'number' | 'percent' | 'date' | 'time' | 'date-time';

/** The style of every cell format (`s` of a cell counts them). */
export function numberStyles(xml: Uint8Array | null): NumberStyle[] {
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  if (!xml) return styles;
  let inFormats = false;
  walkXml(xml, {
    open({ name, attributes }) {
      const tag = local(name);
      if (tag === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (tag === 'cellXfs') inFormats = true;
      if (tag === 'xf' && inFormats) styles.push(styleOf(Number(attributes.numFmtId ?? 0), codes));
      return undefined;
    },
    close: (name) => (local(name) === 'cellXfs' ? 'stop' : undefined),
  });
  return styles;
}

/** Built-in formats by number (ECMA-376 part 1, 18.8.30); 27-36 and 50-58 are days in East Asian Excel. */
function styleOf(id: number, codes: ReadonlyMap<number, string>): NumberStyle {
  const code = codes.get(id);
  if (code !== undefined) return styleOfCode(code);
  if (id === 9 || id === 10) return 'percent';
  if (id === 22) return 'date-time';
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  return (id >= 18 && id <= 21) || (id >= 45 && id <= 47) ? 'time' : 'number';
}

function styleOfCode(code: string): NumberStyle {
  const [first = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  const plain = first.replace(/\[(?![hms]+])[^\]]*]/gi, '');
  if (/general/i.test(plain)) return 'number';
  const day = /[dy]|mmm/i.test(plain);
  const time = /[hs]/i.test(plain);
  if (day || time) return day && time ? 'date-time' : day ? 'date' : 'time';
  if (/^m+$/i.test(plain)) return 'date';
  return plain.includes('%') ? 'percent' : 'number';
}

/** A cell's number as text: "2026-03-20", "2026-03-20 14:30", "14:30", "12.5", "30%". */
export function valueText(raw: string, style: NumberStyle, date1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (style === 'percent') return `${plainNumber(value * 100)}%`;
  if (style === 'number') return plainNumber(value);
  return dateText(value, style, date1904) ?? plainNumber(value);
}

/** Cuts the noise of binary fractions: 0.30000000000000004 is 0.3. */
const plainNumber = (value: number) => String(Number(value.toPrecision(15)));

const dayLength = 86_400_000;

/** Days since the end of 1899, in which Excel counts a 29 February 1900 that never was; or since 1904. */
function dateText(serial: number, style: NumberStyle, date1904: boolean): string | null {
  const start = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const at = new Date(start + Math.round((serial * dayLength) / 1000) * 1000);
  if (serial < 0 || serial > 2_958_466 || !Number.isFinite(at.getTime())) return null;
  const iso = at.toISOString();
  const [day, clock] = [iso.slice(0, 10), iso.slice(11, iso.slice(17, 19) === '00' ? 16 : 19)];
  if (style === 'time') return serial < 1 ? clock : null;
  return style === 'date' || serial % 1 === 0 ? day : `${day} ${clock}`;
}
