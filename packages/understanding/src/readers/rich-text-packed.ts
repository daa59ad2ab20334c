// Rich text as Outlook packs it (MS-OXRTFCP): a dictionary of 4096 bytes that starts with words every document has.

const start =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const window = 4096;
const mostUnpacked = 50 * 1024 * 1024;

/** The rich text, or null where the bytes are none. What is cut off ends where it does; sizes that it claims are not believed. */
export function decompressRichText(packed: Uint8Array): Uint8Array | null {
  if (packed.length < 16) return null;
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const type = view.getUint32(8, true);
  if (type === 0x414c454d) return packed.subarray(16, 16 + view.getUint32(4, true));
  if (type !== 0x75465a4c) return null;
  const memory = new Uint8Array(window);
  memory.set(Buffer.from(start, 'latin1'));
  let at = start.length;
  const out: number[] = [];
  const put = (byte: number) => {
    out.push(byte);
    memory[at] = byte;
    at = (at + 1) % window;
  };
  for (let from = 16; from < packed.length && out.length < mostUnpacked; ) {
    const control = packed[from++] ?? 0;
    for (let bit = 0; bit < 8 && from < packed.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(packed[from++] ?? 0);
        continue;
      }
      const reference = ((packed[from] ?? 0) << 8) | (packed[from + 1] ?? 0);
      from += 2;
      const offset = reference >> 4;
      if (offset === at) return Uint8Array.from(out);
      for (let n = 0; n < (reference & 15) + 2; n++) put(memory[(offset + n) % window] ?? 0);
    }
  }
  return Uint8Array.from(out);
}
