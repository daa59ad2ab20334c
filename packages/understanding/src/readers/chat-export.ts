// Which files of an archive are the export of a chat: Slack's (a folder of days for every channel) or WhatsApp's (one text).
import type { ZipEntry } from './zip.js';

interface Member {
  name: string;
  entry: ZipEntry;
}

export interface ChatExport {
  /** The files that count, people first, each with its name as a document; null where it is no export. */
  files: Member[] | null;
  /** A sentence about what was left out, or null. */
  leftOut: string | null;
}

const slackLists =
  /(^|\/)(channels|groups|dms|mpims|org_users|integration_logs|canvases|lists|huddle_transcripts|file_conversations)\.json$/;

/** `archive` is the archive's own name: WhatsApp calls every chat "_chat.txt", and the archive by who takes part. */
export function chatExport(entries: readonly ZipEntry[], archive: string): ChatExport {
  return slackExport(entries) ?? whatsAppExport(entries, archive) ?? { files: null, leftOut: null };
}

/** A users.json, and beside it folders named as channels with files named as days. */
function slackExport(entries: readonly ZipEntry[]): ChatExport | null {
  const users = entries.find(({ name }) => /(^|\/)users\.json$/.test(name) && name.split('/').length <= 2);
  if (!users) return null;
  const root = users.name.slice(0, -'users.json'.length);
  const days = entries.flatMap((entry) => {
    const found = entry.name.startsWith(root)
      ? /^([^/]{1,200})\/(\d{4}-\d\d-\d\d\.json)$/.exec(entry.name.slice(root.length))
      : null;
    return found ? [{ name: `${found[1]}-${found[2]}`, entry }] : [];
  });
  if (days.length === 0) return null;
  days.sort((a, b) => (a.name < b.name ? -1 : 1));
  const others = entries.length - days.length - 1 - entries.filter(({ name }) => slackLists.test(name)).length;
  const leftOut =
    others > 0 ? `Files of this Slack export that are no days of a channel (${others}) were left out.` : null;
  return { files: [{ name: 'users.json', entry: users }, ...days], leftOut };
}

function whatsAppExport(entries: readonly ZipEntry[], archive: string): ChatExport | null {
  const chat = entries.find(({ name }) =>
    /(^|\/)(_chat|WhatsApp Chat (with|mit|con|avec|com) [^/]{1,200})\.txt$/.test(name),
  );
  if (!chat) return null;
  const title = archive.slice(archive.lastIndexOf('/') + 1).replace(/\.zip$/i, '') || 'WhatsApp Chat';
  const base = chat.name.slice(chat.name.lastIndexOf('/') + 1);
  const documents = entries.filter(({ name }) => /\.(pdf|docx|xlsx|pptx|odt|rtf|csv|ics|eml)$/i.test(name));
  const others = entries.length - documents.length - 1;
  return {
    files: [
      { name: base === '_chat.txt' ? `${title}.txt` : base, entry: chat },
      ...documents.map((entry) => ({ name: entry.name.slice(entry.name.lastIndexOf('/') + 1), entry })),
    ],
    leftOut: others > 0 ? `Pictures and recordings of this WhatsApp chat (${others}) were left out.` : null,
  };
}
