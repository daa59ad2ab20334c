// How a gate was decided, in words for somebody who came by a mail's link. Pure.
import type { GateLinkView } from '@vito/contracts/approver';
import { gateWords } from '@vito/contracts/run-words';
import { fullMoment } from './moment.js';
import { titled } from './words.js';

const doors = { app: 'in ViTo', api: 'by a program', cli: 'from a terminal', link: 'by mail', clock: '' } as const;

/** `here`: on this page, just now. */
export function decidedWords(
  { gate, address, decided }: GateLinkView,
  here: boolean,
  zone: string,
): { title: string; text: string } {
  if (!decided || gate.state === 'open' || gate.decidedAt === null)
    return { title: 'Nothing to decide any more', text: 'The run that asked has ended meanwhile, without this.' };
  const title = titled(gateWords[gate.state]);
  if (here) return { title: `${title}.`, text: 'You can close this page.' };
  if (decided.by === 'clock') return { title, text: 'Nobody decided while there was time, and that is a no.' };
  const who = decided.address === address ? 'by you' : decided.address ? `by ${decided.address}` : '';
  const how = [who, doors[decided.by]].filter(Boolean).join(', ');
  const reason = decided.reason ? `: “${decided.reason}”` : '.';
  return { title, text: `It was decided before, ${how}, ${fullMoment(gate.decidedAt, zone)}${reason}` };
}
