// One file out of an npm package's archive (.tgz).
import { gunzipSync } from 'node:zlib';

const block = 512;
/** Bytes that an archive may unpack to. */
const largest = 256 * 1024 * 1024;

/** The content of the first entry whose path `fits`, or null. Throws where the archive is damaged. */
export function tarEntry(archive: Uint8Array, fits: (path: string) => boolean): Uint8Array | null {
  const tar = gunzipSync(archive, { maxOutputLength: largest });
  for (let at = 0; at + block <= tar.length; ) {
    const field = (from: number, length: number) =>
      tar
        .toString('latin1', at + from, at + from + length)
        .replace(/\0.*$/s, '')
        .trim();
    const name = field(0, 100);
    if (name === '') return null;
    const prefix = field(257, 5) === 'ustar' ? field(345, 155) : '';
    const size = Number.parseInt(field(124, 12) || '0', 8);
    const content = at + block;
    if (!(size >= 0) || content + size > tar.length) throw new Error('the archive is cut off');
    const isFile = ['', '0'].includes(field(156, 1));
    if (isFile && fits(prefix ? `${prefix}/${name}` : name)) return tar.subarray(content, content + size);
    at = content + Math.ceil(size / block) * block;
  }
  return null;
}
