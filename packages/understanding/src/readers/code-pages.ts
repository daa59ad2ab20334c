// Windows code pages by number, as rich text and Outlook name them.

const labels: Record<number, string> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  20127: 'windows-1252',
  20866: 'koi8-r',
  28591: 'windows-1252',
  28592: 'iso-8859-2',
  28605: 'iso-8859-15',
  50220: 'iso-2022-jp',
  51932: 'euc-jp',
  51949: 'euc-kr',
  54936: 'gb18030',
  65001: 'utf-8',
};

/** The encoding of a code page, as decoders call it; null where it has none here. */
export function codePage(number: number | null): string | null {
  if (number === null) return null;
  return labels[number] ?? (number >= 1250 && number <= 1258 ? `windows-${number}` : null);
}
