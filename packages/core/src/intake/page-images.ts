// Pictures of pages, drawn once and kept in memory for a while: people turn back and forth, and drawing costs a process.
import type { Blobs } from '../platform/blobs.js';
import type { ComputePool } from '../platform/compute-pool.js';

export interface PageImage {
  bytes: Uint8Array;
  mediaType: string;
}

export interface PageImageRequest {
  documentId: string;
  address: string;
  kind: 'pdf' | 'image';
  page: number;
  /** As the reading found it, so that nothing is detected twice. */
  rotation: number;
}

const width = 1400; // pixels: sharp on a wide screen, some 200 kB
const most = 32 * 1024 * 1024; // bytes kept

export function createPageImages(deps: { blobs: Blobs; pool: ComputePool }) {
  const kept = new Map<string, PageImage>(); // the least lately asked for comes first
  const drawing = new Map<string, Promise<PageImage>>();
  let size = 0;

  async function draw(tenant: string, wanted: PageImageRequest): Promise<PageImage> {
    const bytes = await deps.blobs.get(tenant, wanted.address);
    return deps.pool.pageImage(bytes, wanted.kind, wanted.page, { width, rotation: wanted.rotation });
  }

  function keep(key: string, image: PageImage): void {
    kept.set(key, image);
    size += image.bytes.length;
    for (const [oldest, { bytes }] of kept) {
      if (size <= most) return;
      kept.delete(oldest);
      size -= bytes.length;
    }
  }

  return {
    /** The picture of a page. Throws what drawing throws. */
    async get(tenant: string, wanted: PageImageRequest): Promise<PageImage> {
      const key = `${tenant} ${wanted.documentId} ${wanted.page}`;
      const known = kept.get(key);
      if (known) {
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const running = drawing.get(key) ?? draw(tenant, wanted);
      drawing.set(key, running);
      try {
        const image = await running;
        if (!kept.has(key)) keep(key, image);
        return image;
      } finally {
        drawing.delete(key);
      }
    },
    /** Forgets a document's pictures when it is deleted. */
    forget(tenant: string, documentId: string): void {
      for (const [key, { bytes }] of kept) {
        if (!key.startsWith(`${tenant} ${documentId} `)) continue;
        kept.delete(key);
        size -= bytes.length;
      }
    },
  };
}
export type PageImages = ReturnType<typeof createPageImages>;
