// Opens the system's file picker and hands what was chosen to the upload queue.
import { pickedFiles } from './dropped-files.js';
import type { UploadQueue } from './upload-queue.js';

export function pickFiles(uploads: UploadQueue, what: 'files' | 'folder' = 'files'): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = what === 'folder';
  input.hidden = true;
  input.onchange = () => {
    uploads.add(pickedFiles(input.files ?? []));
    input.remove();
  };
  input.oncancel = () => input.remove();
  document.body.append(input);
  input.click();
}
