// Drafts a reminder: to whoever owes it, in the language and the thread of the message that says so. Sends nothing.
import type { CommitmentView } from '@vito/contracts/commitment';
import { CommitmentId } from '@vito/contracts/ids';
import { partyKeys } from '@vito/contracts/party-key';
import type { Message, Party, Reading } from '@vito/contracts/reading';
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import type { CompanyDeps } from './company.js';
import { languageIn } from './language.js';
import { reminderSubject, reminderText } from './reminder-words.js';
import { dayOf, daysLate, dueDay } from './told.js';

const input = z.strictObject({ commitment: CommitmentId.describe('The id of the commitment (cmt_…).') });

type Deps = Pick<CompanyDeps, 'commitment' | 'reading' | 'me' | 'addressOf' | 'sends'>;

const noServer =
  'no mail server is set: whoever runs ViTo sets VITO_SMTP (smtps://user:password@host) and VITO_MAIL_FROM; then ViTo sends it once somebody approves';

/** Results in `mail`, as `send-mail` takes it, or null; `sendable`; and `why` not. */
export function createDraftReminder(deps: Deps): Tool {
  return defineTool({
    name: 'draft-reminder',
    title: 'Draft a reminder',
    description: 'Words a friendly reminder of a commitment to whoever owes it. Nothing is sent.',
    effect: 'read',
    input,
    async run({ ctx, now }, { commitment }) {
      const view = await deps.commitment(ctx.tenant, commitment);
      const [reading, { keys, zone, name }] = await Promise.all([
        view.documentId === null ? null : deps.reading(ctx.tenant, view.documentId),
        deps.me(ctx.tenant),
      ]);
      const message = reading ? messageAt(reading, view) : null;
      const to = view.side === 'i-owe' ? null : await addressee(deps, ctx.tenant, { view, reading, mine: keys });
      const language = languageIn(reading, message);
      const late = daysLate(view.due, dayOf(now, zone), zone);
      const text = reminderText(language, {
        name: view.debtor?.name ?? null,
        own: message !== null && meets(message.from, view.debtor),
        saidOn: view.saidAt,
        documentName: view.documentName,
        quote: view.quote,
        due: dueDay(view.due, zone),
        daysLate: late,
        sender: name,
      });
      const thread = reading?.kind === 'mail' && message ? replyTo(message) : null;
      const subject = thread?.subject ?? reminderSubject(language);
      const mail = to === null ? null : { to: [to], subject, text, ...thread?.place };
      const why = mail === null ? whyNobody(view) : deps.sends() ? null : noServer;
      return { result: { mail, text, subject, language, daysLate: late, sendable: why === null, why } };
    },
  });
}

const messageAt = ({ messages }: Reading, { start }: CommitmentView): Message | null =>
  messages.find((one) => one.start <= start && start < one.end) ?? null;

function meets(one: Party | null, other: Party | null): boolean {
  const keys = new Set(partyKeys(one));
  return partyKeys(other).some((key) => keys.has(key));
}

/** As the commitment names them, as the directory knows them, or as they stand in the document; never "me". */
async function addressee(
  { addressOf }: Deps,
  tenant: string,
  { view, reading, mine }: { view: CommitmentView; reading: Reading | null; mine: readonly string[] },
): Promise<string | null> {
  const { debtor, debtorId } = view;
  if (!debtor) return null;
  const known = debtor.address ?? (debtorId === null ? null : await addressOf(tenant, debtorId));
  const address = known ?? writersOf(reading).find((one) => one.address && meets(one, debtor))?.address ?? null;
  if (address === null || mine.includes(`address ${address.toLowerCase()}`)) return null;
  if (!/^[^\s\p{Cc}<>@,;:"()\\]+@[^\s\p{Cc}<>@,;:"()\\]+$/u.test(address)) return null;
  const name = oneLine(debtor.name ?? '').replace(/[<>"]/g, '');
  return name ? `${name} <${address}>` : address;
}

const writersOf = (reading: Reading | null): Party[] =>
  (reading?.messages ?? []).flatMap(({ from, to, cc }) => [...(from ? [from] : []), ...to, ...cc]);

/** So that whoever gets it finds it under what they wrote. */
function replyTo({ id, references, subject }: Message) {
  const named = (one: string) => `<${one.replace(/^<|>$/g, '')}>`;
  const usable = (one: string) => /^<[^<>\s\p{Cc}]{1,498}>$/u.test(one);
  const own = id === null ? null : named(id);
  const said = oneLine(subject ?? '');
  return {
    subject: said === '' ? null : /^(?:re|aw|sv|antw|rép?)\s*:/iu.test(said) ? said : `Re: ${said}`,
    place: own && usable(own) ? { inReplyTo: own, references: references.map(named).filter(usable).slice(-50) } : {},
  };
}

const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 400);

function whyNobody({ side, debtor }: CommitmentView): string {
  if (side === 'i-owe') return 'the company owes this itself: there is nobody to remind';
  if (debtor === null) return 'nobody is named who owes it: correct the commitment first';
  return 'no mail address is known of whoever owes it: add one to the commitment, or in the directory';
}
