// The work that the compute pool's processes do. Loaded there only: readers pull in large native libraries.
import type { Tasks } from './compute-messages.js';

export const read: Tasks['read'] = async (bytes, name, options) => {
  const understanding = await import('@vito/understanding/read');
  return understanding.read(bytes, name, options);
};

export const pageImage: Tasks['pageImage'] = async (bytes, kind, page, options) => {
  const understanding = await import('@vito/understanding/page-image');
  return understanding.pageImage(bytes, kind, page, options);
};

export const extract: Tasks['extract'] = async (reading, context) => {
  const understanding = await import('@vito/understanding/extract');
  return understanding.extract(reading, context);
};
