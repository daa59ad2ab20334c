// A document's kind as an icon.
import type { DocumentSummary } from '@vito/contracts/document';
import type { DocumentKind } from '@vito/contracts/reading';
import {
  Archive,
  CalendarDays,
  Captions,
  File,
  FileCode,
  FileText,
  FileType,
  Inbox,
  type LucideIcon,
  Mail,
  MessagesSquare,
  NotebookText,
  Presentation,
  ScanText,
  Sheet,
} from 'lucide-react';

const icons: Record<DocumentKind, LucideIcon> = {
  mail: Mail,
  mailbox: Inbox,
  chat: MessagesSquare,
  text: FileText,
  markdown: NotebookText,
  html: FileCode,
  pdf: FileType,
  image: ScanText,
  word: FileText,
  calendar: CalendarDays,
  transcript: Captions,
  sheet: Sheet,
  slides: Presentation,
  archive: Archive,
};

const byEnding: Record<string, LucideIcon> = {
  eml: Mail,
  mbox: Inbox,
  json: MessagesSquare,
  pdf: FileType,
  png: ScanText,
  jpg: ScanText,
  tif: ScanText,
  heic: ScanText,
  webp: ScanText,
  ics: CalendarDays,
  vtt: Captions,
  srt: Captions,
  csv: Sheet,
  tsv: Sheet,
  xlsx: Sheet,
  pptx: Presentation,
  zip: Archive,
  msg: Mail,
};

/** By kind once it was read, by the name's ending until then. */
export function DocumentIcon(props: {
  document: Pick<DocumentSummary, 'kind' | 'name'>;
  size?: number;
  className?: string;
}) {
  const { kind, name } = props.document;
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const Icon = kind ? icons[kind] : (byEnding[ending] ?? File);
  return (
    <Icon
      size={props.size ?? 15}
      strokeWidth={1.75}
      aria-hidden="true"
      className={`shrink-0 ${props.className ?? ''}`}
    />
  );
}
