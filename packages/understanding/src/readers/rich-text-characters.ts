// The characters of rich text: bytes in the code page of the document or of the font in use.
import { codePage } from './code-pages.js';

/** Character sets of fonts (\fcharset) as encodings; 2 (symbols) has no letters. */
const charsets: Record<number, string> = {
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
  77: 'macintosh',
};
type Decoder = InstanceType<typeof TextDecoder>;
const mostFonts = 5_000;

export function richTextCharacters() {
  const fonts = new Map<number, string>();
  const decoders = new Map<string, Decoder | null>();
  let document = 'windows-1252';
  let defining = 0;
  let lead: number | null = null;

  function decoder(label: string): Decoder | null {
    const known = decoders.get(label);
    if (known !== undefined) return known;
    let made: Decoder | null = null;
    try {
      made = new TextDecoder(label);
    } catch {
      made = null; // a Node without this encoding
    }
    decoders.set(label, made);
    return made;
  }

  return {
    /** Control words that say how bytes are to be read. */
    note(word: string, value: number | null, group: { font: number }) {
      if (word === 'ansicpg' && value !== null) document = codePage(value) ?? document;
      if (word === 'mac') document = 'macintosh';
      if (word === 'f' && value !== null) {
        group.font = value;
        defining = value;
      }
      const charset = word === 'fcharset' && value !== null ? charsets[value] : undefined;
      if (charset && fonts.size < mostFonts) fonts.set(defining, charset);
      lead = null;
    },
    /** One byte; the first half of an East Asian character gives '' and waits for the other. */
    decode(byte: number, font: number): string {
      const label = fonts.get(font) ?? document;
      const double = /^(shift_jis|gbk|euc-kr|big5|utf-8)$/.test(label);
      if (double && lead === null && byte >= 0x80) {
        lead = byte;
        return '';
      }
      const bytes = Uint8Array.from(lead === null ? [byte] : [lead, byte]);
      lead = null;
      return decoder(label)?.decode(bytes) ?? String.fromCharCode(byte);
    },
    /** A run of plain characters; some programs leave bytes over 127 as they are. */
    plain(words: string, font: number): string {
      if (lead !== null) return this.decode(words.charCodeAt(0) & 0xff, font) + this.plain(words.slice(1), font);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: everything that is not ASCII is meant
      if (!/[^\x00-\x7f]/.test(words)) return words;
      return decoder(fonts.get(font) ?? document)?.decode(Buffer.from(words, 'latin1')) ?? words;
    },
  };
}
