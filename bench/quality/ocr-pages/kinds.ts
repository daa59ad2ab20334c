// The kinds of page: what is set where. Each writes on a sheet in the order in which a person reads it.
import type { Chance } from './chance.js';
import type { Face } from './fonts.js';
import { type Sheet, type Style, sheet } from './sheet.js';
import { filled, paragraph, sentence, sum } from './wording.js';

export const pageKinds = [
  'prose',
  'two columns',
  'three columns',
  'table',
  'receipt',
  'turned',
  'letter',
  'form',
] as const;
export type PageKind = (typeof pageKinds)[number];

const a4 = { width: 595, height: 842, margin: 56 };

export function setPage(kind: PageKind, dotsPerInch: number, random: Chance): Sheet {
  const body: Style = { face: random.one<Face>(['arimo', 'tinos', 'roboto-slab']), size: random.between(10.5, 12.5) };
  if (kind === 'receipt') return receipt(dotsPerInch, random);
  const page = sheet(a4.width, a4.height, dotsPerInch);
  switch (kind) {
    case 'two columns':
      columns(page, 2, { ...body, size: random.between(9.5, 11) }, random);
      break;
    case 'three columns':
      columns(page, 3, { ...body, size: random.between(9, 10) }, random);
      break;
    case 'table':
      table(page, body, random);
      break;
    case 'letter':
      letter(page, body, random);
      break;
    case 'form':
      form(page, body, random);
      break;
    case 'turned':
      if (random.whole(0, 1) === 0) columns(page, 2, { ...body, size: random.between(9.5, 11) }, random);
      else fill(page, a4.margin, a4.margin, a4.width - 2 * a4.margin, a4.height - a4.margin, body, random);
      break;
    default:
      fill(page, a4.margin, a4.margin, a4.width - 2 * a4.margin, random.between(450, 780), body, random);
  }
  return page;
}

/** Paragraphs down to `bottom`. */
function fill(page: Sheet, x: number, y: number, across: number, bottom: number, style: Style, random: Chance): void {
  let at: number | null = y;
  while (at !== null && at < bottom) {
    at = page.paragraph(paragraph(random, random.whole(30, 70)), x, at, across, bottom, style);
    if (at !== null) at += style.size * 0.7;
  }
}

function columns(page: Sheet, count: number, style: Style, random: Chance): void {
  const title = `${filled(random, 'company')}: terms of delivery and payment`;
  page.line(title, a4.width / 2, 70, { ...style, size: style.size * 1.5, bold: true }, 'middle');
  const gap = random.between(16, 26);
  const across = (a4.width - 2 * a4.margin - gap * (count - 1)) / count;
  const bottom = random.between(600, 780);
  for (let i = 0; i < count; i++) fill(page, a4.margin + i * (across + gap), 100, across, bottom, style, random);
}

function table(page: Sheet, style: Style, random: Chance): void {
  let y = page.paragraph(paragraph(random, 30), a4.margin, 70, a4.width - 2 * a4.margin, 800, style) ?? 800;
  y += style.size;
  const ruled = random.whole(0, 1) === 1;
  const [left, right] = [a4.margin, a4.width - a4.margin];
  const edges = [left + 28, left + 260, left + 335]; // behind the first three columns
  const rows = random.whole(9, 16);
  const step = style.size * 1.7;
  for (let row = 0; row <= rows; row++) {
    const head = row === 0;
    const cells = head
      ? ['No.', 'Article', 'Quantity', 'Price in EUR']
      : [`${row}`, filled(random, 'good'), `${random.whole(1, 400)} ${filled(random, 'unit')}`, sum(random, 5, 9_000)];
    const own = { ...style, bold: head };
    page.line(cells[0] ?? '', left + 4, y, own);
    page.line(cells[1] ?? '', (edges[0] ?? 0) + 6, y, own);
    page.line(cells[2] ?? '', (edges[1] ?? 0) + 6, y, own);
    page.line(cells[3] ?? '', right - 4, y, own, 'right');
    if (ruled || head) page.rule(left, y + step * 0.32, right, y + step * 0.32);
    y += step;
  }
  if (ruled) {
    const top = y - step * (rows + 1) - step * 0.68;
    page.rule(left, top, right, top);
    for (const x of [left, ...edges.map((edge, i) => (i === 2 ? edge + 20 : edge)), right])
      page.rule(x, top, x, y - step * 0.68);
  }
  page.paragraph(paragraph(random, 25), a4.margin, y + style.size, a4.width - 2 * a4.margin, 800, style);
}

function letter(page: Sheet, style: Style, random: Chance): void {
  const small = { ...style, size: style.size * 0.9 };
  const from = filled(random, 'company');
  page.line(from, a4.margin, 60, { ...style, size: style.size * 1.4, bold: true });
  page.line(filled(random, 'person'), a4.margin, 120, style);
  page.line(`${random.whole(2, 90)} Station Road`, a4.margin, 120 + style.size * 1.3, style);
  page.line(filled(random, 'place'), a4.margin, 120 + style.size * 2.6, style);
  const date = `${filled(random, 'place')}, ${random.whole(1, 28)} ${filled(random, 'month')} 2026`;
  page.line(date, a4.width - a4.margin, 200, style, 'right');
  page.line(`Your order ${random.whole(1000, 9999)} of ${filled(random, 'good')}`, a4.margin, 235, {
    ...style,
    bold: true,
  });
  let y: number | null = 262;
  for (let i = 0; i < 3 && y !== null; i++) {
    y = page.paragraph(paragraph(random, 45), a4.margin, y, a4.width - 2 * a4.margin, 700, style);
    if (y !== null) y += style.size * 0.7;
  }
  const behind = (y ?? 700) + style.size;
  page.line('Kind regards,', a4.margin, behind, style);
  page.line(filled(random, 'person'), a4.margin, behind + style.size * 1.3, style);
  page.line(`${from} · Registered in ${filled(random, 'place')} · Page 1 of 1`, a4.width / 2, 800, small, 'middle');
}

function form(page: Sheet, style: Style, random: Chance): void {
  page.line('Order confirmation', a4.margin, 70, { ...style, size: style.size * 1.6, bold: true });
  let y = 110;
  const fields: [string, string][] = [
    ['Order number', `${random.whole(10_000, 99_999)}`],
    ['Customer', filled(random, 'company')],
    ['Contact', filled(random, 'person')],
    ['Delivery to', filled(random, 'place')],
    ['Delivery date', `${random.whole(1, 28)} ${filled(random, 'month')} 2026`],
    ['Goods', filled(random, 'good')],
    ['Amount due', `EUR ${sum(random)}`],
  ];
  for (const [label, value] of fields) {
    page.line(`${label}:`, a4.margin, y, { ...style, bold: true });
    page.line(value, a4.margin + 120, y, style);
    y += style.size * 1.8;
  }
  for (let i = 1; i <= 6; i++) {
    y += style.size * 0.5;
    const said = `${i}. ${sentence(random)}`;
    y = page.paragraph(said, a4.margin, y, a4.width - 2 * a4.margin, 800, style) ?? 800;
  }
}

function receipt(dotsPerInch: number, random: Chance): Sheet {
  const style: Style = { face: 'cousine', size: random.between(7.5, 8.5) };
  const rows = random.whole(6, 14);
  const [width, margin] = [205, 10];
  const page = sheet(width, 150 + rows * style.size * 1.35, dotsPerInch);
  const pair = (left: string, right: string, y: number, bold = false) => {
    page.line(left, margin, y, { ...style, bold });
    page.line(right, width - margin, y, { ...style, bold }, 'right');
  };
  const step = style.size * 1.35;
  page.line(
    filled(random, 'company').toUpperCase(),
    width / 2,
    22,
    { ...style, size: style.size * 1.3, bold: true },
    'middle',
  );
  page.line(`${random.whole(2, 90)} Harbour Street, ${filled(random, 'place')}`, width / 2, 36, style, 'middle');
  const time = `${random.whole(10, 19)}:${random.whole(10, 59)}`;
  pair(`2026-0${random.whole(1, 9)}-${random.whole(10, 28)}`, time, 54);
  let y = 54 + step * 1.6;
  for (let i = 0; i < rows; i++) {
    const name = random.one([
      'Oat milk 1L',
      'Rye bread',
      'Apples 1kg',
      'Coffee beans',
      'Green tea',
      'Butter 250g',
      'Pasta',
      'Olive oil',
      'Light bulb',
      'Batteries AA',
    ]);
    pair(`${random.whole(1, 4)} ${name}`, sum(random, 0.5, 40), y);
    y += step;
  }
  page.rule(margin, y - step * 0.6, width - margin, y - step * 0.6);
  pair('TOTAL EUR', sum(random, 20, 300), y + step * 0.4, true);
  pair('VAT 19%', sum(random, 2, 40), y + step * 1.4);
  page.line(`Card ************${random.whole(1000, 9999)}`, margin, y + step * 2.6, style);
  page.line('Thank you for your visit', width / 2, y + step * 4, style, 'middle');
  return page;
}
