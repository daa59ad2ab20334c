// The kind of a connection that fetches, as an icon.
import { Blocks, CalendarDays, FolderInput, type LucideIcon, MailOpen, Plug, Table2, Unplug } from 'lucide-react';

const icons: Readonly<Record<string, LucideIcon>> = {
  singer: Plug,
  airbyte: Blocks,
  imap: MailOpen,
  folder: FolderInput,
  calendar: CalendarDays,
  csv: Table2,
};

export function FetchIcon(props: { dialect: string; size?: number }) {
  const Icon = icons[props.dialect] ?? Unplug;
  return <Icon size={props.size ?? 16} strokeWidth={1.8} aria-hidden="true" className="shrink-0" />;
}
