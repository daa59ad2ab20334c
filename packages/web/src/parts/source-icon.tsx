// The kind of a source as an icon.
import type { SourceKind } from '@vito/contracts/webhook';
import {
  Braces,
  Cloud,
  CreditCard,
  Fingerprint,
  GitBranch,
  type LucideIcon,
  Mail,
  MessagesSquare,
  Webhook,
} from 'lucide-react';

const icons: Record<SourceKind, LucideIcon> = {
  standard: Webhook,
  github: GitBranch,
  stripe: CreditCard,
  slack: MessagesSquare,
  cloudevents: Cloud,
  hmac: Fingerprint,
  postmark: Mail,
  mailgun: Mail,
  sendgrid: Mail,
};

export function SourceIcon(props: { kind: SourceKind | null; size?: number }) {
  const Icon = props.kind ? icons[props.kind] : Braces;
  return <Icon size={props.size ?? 16} strokeWidth={1.8} aria-hidden="true" className="shrink-0" />;
}
