// JSON whose numbers keep their worth: those that a double would not give back as they were become text, digit for digit.
const suspicious = /[\d.]{16}|\d[eE][+-]?\d{3}/;
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Throws SyntaxError for what is no JSON. */
export function parseExact(text: string): unknown {
  return JSON.parse(suspicious.test(text) ? withLongNumbersQuoted(text) : text);
}

function withLongNumbersQuoted(text: string): string {
  let result = '';
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const char = text.charCodeAt(at);
    if (char === 34) {
      at = afterString(text, at);
    } else if (char === 45 || (char >= 48 && char <= 57)) {
      number.lastIndex = at;
      const found = number.exec(text)?.[0] ?? '-';
      if (!isExact(found)) {
        result += `${text.slice(from, at)}"${found}"`;
        from = at + found.length;
      }
      at += found.length;
    } else at++;
  }
  return result + text.slice(from);
}

function afterString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function isExact(text: string): boolean {
  const value = Number(text);
  if (!Number.isFinite(value)) return false;
  if (String(value) === text) return true;
  const [digits = '', exponent = '0'] = text.toLowerCase().split('e');
  const plain = digits.replace(/[-.]/g, '').replace(/^0+/, '');
  if (plain.replace(/0+$/, '').length <= 15) return value === 0 ? plain === '' : Math.abs(value) > 1e-300;
  const shortest = digits.includes('.') ? digits.replace(/0+$/, '').replace(/\.$/, '') : digits;
  return exponent === '0' && String(value) === shortest;
}

/** Whether a text is a number that was too long for a double. */
export const isLongNumber = (text: string): boolean =>
  text.length >= 5 && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) && !isExact(text);
