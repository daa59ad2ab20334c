// OpenDocument files (.odt, .ods, .odp): paragraphs, lists, tables, sheets and slides. Deleted text and comments are left out.
import { Unreadable } from '../unreadable.js';
import { openPackage } from './office-package.js';
import { openDocumentText } from './open-document-text.js';
import { plainResult, type ReadResult } from './result.js';
import { textPages } from './table-text.js';
import { walkXml } from './xml.js';

export function readOpenDocument(bytes: Uint8Array, kind: 'word' | 'sheet' | 'slides'): ReadResult {
  const box = openPackage(bytes, 'OpenDocument file');
  const manifest = box.part('META-INF/manifest.xml');
  if (manifest && isEncrypted(manifest)) {
    const message = 'This OpenDocument file has a password. Save it without one and add it again.';
    throw new Unreadable('encrypted', message);
  }
  const { parts, warnings } = openDocumentText(box.needed('content.xml'), kind);
  const meta = { title: null, date: null, language: null, warnings };
  if (kind !== 'word') return plainResult({ kind, ...textPages(parts), meta });
  const text = parts.join('\n\n');
  const pictures = box.names.some((name) => /^Pictures\/.+\.(png|jpe?g|tiff?|gif|bmp|svg)$/i.test(name));
  if (text.trim() === '' && pictures) {
    warnings.push('This document holds pictures only. Save it as PDF and add that, so that they are read.');
  }
  return plainResult({ kind, text, meta });
}

function isEncrypted(manifest: Uint8Array): boolean {
  let found = false;
  walkXml(manifest, {
    open({ name }) {
      found ||= /(^|:)encryption-data$/.test(name);
      return found ? 'stop' : undefined;
    },
  });
  return found;
}
