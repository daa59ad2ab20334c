// Puts a mailbox that is too large for one document into the server mail by mail.
import type { Client } from '@vito/contracts/client';
import { Unreadable } from '@vito/understanding/unreadable';
import { mailsOf, tooLargeMail } from './big-mailbox.js';
import type { FoundFile } from './folder.js';
import type { Output } from './output.js';
import { uploadBytes } from './upload.js';

export interface BoxUploaded {
  added: number;
  duplicates: number;
  failed: number;
}

/** Says of every mail what became of it with --json, and of those that failed in any case. Nothing is held of the others. */
export async function uploadMailbox(client: Client, file: FoundFile, out: Output): Promise<BoxUploaded> {
  const done: BoxUploaded = { added: 0, duplicates: 0, failed: 0 };
  const failed = (name: string, error: string) => {
    done.failed += 1;
    out.note(`failed ${name}: ${error}`);
    if (out.jsonOnly) out.json({ file: name, document: null, duplicate: false, error, commitments: [] });
  };
  try {
    for await (const { name, bytes } of mailsOf(file)) {
      const label = `${file.name}/${name}`;
      out.progress(`putting in ${label}`);
      const result =
        bytes === null ? { problem: tooLargeMail } : await uploadBytes(client, name, new Uint8Array(bytes));
      if ('problem' in result) {
        failed(label, result.problem);
        continue;
      }
      if (result.duplicate) done.duplicates += 1;
      else done.added += 1;
      const { document, duplicate } = result;
      if (out.jsonOnly) out.json({ file: label, document, duplicate, error: null, commitments: null });
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    failed(file.name, error.message);
  }
  const { added, duplicates } = done;
  out.line(`added          ${file.name}: ${added} mails${duplicates > 0 ? `, ${duplicates} were there already` : ''}`);
  out.note(`${file.name} is large: the server reads its mails in the background. See: vito status`);
  return done;
}
