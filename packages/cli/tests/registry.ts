// An npm registry on this machine that offers one package of language data, as the real ones do.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface Offered {
  /** Language code of @tesseract.js-data/CODE. */
  code: string;
  data: Uint8Array;
  /** Sends other bytes than it promises. */
  forged?: boolean;
}

/** `env` makes npm use it and nothing else. */
export async function startRegistry({ code, data, forged = false }: Offered) {
  const name = `@tesseract.js-data/${code}`;
  const about = JSON.stringify({ name, version: '1.0.0' });
  const archive = pack({
    'package/package.json': Buffer.from(about),
    [`package/4.0.0_best_int/${code}.traineddata.gz`]: data,
  });
  const other = pack({ 'package/package.json': Buffer.from(`${about} `) });
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    if (path.endsWith('.tgz')) return response.end(forged ? other : archive);
    response.setHeader('content-type', 'application/json');
    if (path !== `/${name}`) return response.writeHead(404).end('{"error":"Not found"}');
    const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
    const shasum = createHash('sha1').update(archive).digest('hex');
    const dist = { tarball: `${base}/${name}/-/${code}-1.0.0.tgz`, integrity, shasum };
    const versions = { '1.0.0': { name, version: '1.0.0', dist } };
    response.end(JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** A gzipped tar (ustar) of these files. */
function pack(files: Record<string, Uint8Array>): Buffer {
  const blocks: Buffer[] = [];
  for (const [path, content] of Object.entries(files)) {
    const head = Buffer.alloc(512);
    head.write(path, 0);
    head.write('0000644\0', 100);
    head.write('0000000\0', 108);
    head.write('0000000\0', 116);
    head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    head.write('00000000000\0', 136);
    head.write('        0', 148);
    head.write('ustar\x0000', 257);
    const sum = head.reduce((total, byte) => total + byte, 0);
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    blocks.push(head, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512));
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}
