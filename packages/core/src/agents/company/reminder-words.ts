// A reminder in the five languages in which commitments are found: plain, friendly, without reproach.
import { DateTime } from 'luxon';

export type ReminderLanguage = 'en' | 'de' | 'es' | 'fr' | 'pt';

export interface Reminder {
  /** Whom it is for; null: their name is not known. */
  name: string | null;
  /** Whether they wrote the quoted words themselves. */
  own: boolean;
  saidOn: string | null;
  documentName: string;
  quote: string;
  due: string | null;
  daysLate: number | null;
  sender: string | null;
}

interface Words {
  greeting: (name: string | null) => string;
  /** `day`: already in words. */
  wrote: (day: string | null) => string;
  says: (document: string, day: string | null) => string;
  late: (day: string, days: number) => string;
  today: (day: string) => string;
  ahead: (day: string, days: number) => string;
  ask: string;
  thanks: string;
  quotes: [string, string];
  subject: string;
}

const words: Record<ReminderLanguage, Words> = {
  en: {
    greeting: (name) => `Hello${name ? ` ${name}` : ''},`,
    wrote: (day) => (day ? `on ${day} you wrote:` : 'you wrote:'),
    says: (document, day) => `in “${document}”${day ? ` of ${day}` : ''} it says:`,
    late: (day, days) => `That was due on ${day}, ${days} ${days === 1 ? 'day' : 'days'} ago.`,
    today: (day) => `That is due today, ${day}.`,
    ahead: (day, days) => `That is due on ${day}, in ${days} ${days === 1 ? 'day' : 'days'}.`,
    ask: 'Could you tell me how it stands?',
    thanks: 'Thank you',
    quotes: ['“', '”'],
    subject: 'How does this stand?',
  },
  de: {
    greeting: (name) => `Guten Tag${name ? ` ${name}` : ''},`,
    wrote: (day) => (day ? `am ${day} haben Sie geschrieben:` : 'Sie haben geschrieben:'),
    says: (document, day) => `in „${document}“${day ? ` vom ${day}` : ''} steht:`,
    late: (day, days) => `Das war am ${day} fällig, vor ${days} ${days === 1 ? 'Tag' : 'Tagen'}.`,
    today: (day) => `Das ist heute fällig, am ${day}.`,
    ahead: (day, days) => `Das ist am ${day} fällig, in ${days} ${days === 1 ? 'Tag' : 'Tagen'}.`,
    ask: 'Können Sie mir sagen, wie es damit steht?',
    thanks: 'Vielen Dank',
    quotes: ['„', '“'],
    subject: 'Wie steht es damit?',
  },
  es: {
    greeting: (name) => `Hola${name ? `, ${name}` : ''}:`,
    wrote: (day) => (day ? `el ${day} usted escribió:` : 'usted escribió:'),
    says: (document, day) => `en «${document}»${day ? `, del ${day},` : ''} se dice:`,
    late: (day, days) => `Vencía el ${day}, hace ${days} ${days === 1 ? 'día' : 'días'}.`,
    today: (day) => `Vence hoy, ${day}.`,
    ahead: (day, days) => `Vence el ${day}, dentro de ${days} ${days === 1 ? 'día' : 'días'}.`,
    ask: '¿Podría decirme cómo va?',
    thanks: 'Muchas gracias',
    quotes: ['«', '»'],
    subject: '¿Cómo va esto?',
  },
  fr: {
    greeting: (name) => `Bonjour${name ? ` ${name}` : ''},`,
    wrote: (day) => (day ? `le ${day}, vous avez écrit :` : 'vous avez écrit :'),
    says: (document, day) => `dans « ${document} »${day ? ` du ${day}` : ''}, il est écrit :`,
    late: (day, days) => `L’échéance était le ${day}, il y a ${days} ${days === 1 ? 'jour' : 'jours'}.`,
    today: (day) => `L’échéance est aujourd’hui, le ${day}.`,
    ahead: (day, days) => `L’échéance est le ${day}, dans ${days} ${days === 1 ? 'jour' : 'jours'}.`,
    ask: 'Pourriez-vous me dire où cela en est ?',
    thanks: 'Merci beaucoup',
    quotes: ['« ', ' »'],
    subject: 'Où cela en est-il ?',
  },
  pt: {
    greeting: (name) => `Olá${name ? `, ${name}` : ''},`,
    wrote: (day) => (day ? `em ${day} escreveu:` : 'escreveu:'),
    says: (document, day) => `em «${document}»${day ? `, de ${day},` : ''} lê-se:`,
    late: (day, days) => `O prazo era ${day}, há ${days} ${days === 1 ? 'dia' : 'dias'}.`,
    today: (day) => `O prazo é hoje, ${day}.`,
    ahead: (day, days) => `O prazo é ${day}, daqui a ${days} ${days === 1 ? 'dia' : 'dias'}.`,
    ask: 'Pode dizer-me em que ponto está?',
    thanks: 'Agradeço desde já',
    quotes: ['«', '»'],
    subject: 'Em que ponto está isto?',
  },
};

export const reminderSubject = (language: ReminderLanguage): string => words[language].subject;

export function reminderText(language: ReminderLanguage, reminder: Reminder): string {
  const { greeting, wrote, says, ask, thanks, quotes } = words[language];
  const day = reminder.saidOn === null ? null : dayIn(language, reminder.saidOn);
  const lines = [
    greeting(reminder.name),
    reminder.own ? wrote(day) : says(reminder.documentName, day),
    `    ${quotes[0]}${reminder.quote}${quotes[1]}`,
    [...dueWords(language, reminder), ask].join(' '),
    [thanks, ...(reminder.sender ? [reminder.sender] : [])].join('\n'),
  ];
  return `${lines.join('\n\n')}\n`;
}

function dueWords(language: ReminderLanguage, { due, daysLate }: Reminder): string[] {
  if (due === null || daysLate === null) return [];
  const { late, today, ahead } = words[language];
  const day = dayIn(language, due);
  if (daysLate > 0) return [late(day, daysLate)];
  return [daysLate === 0 ? today(day) : ahead(day, -daysLate)];
}

/** The day as the sender or the due tells it, whatever zone this machine is in. */
function dayIn(language: ReminderLanguage, iso: string): string {
  const at = DateTime.fromISO(iso, { setZone: true }).setLocale(language === 'en' ? 'en-GB' : language);
  return at.isValid ? at.toLocaleString(DateTime.DATE_FULL) : iso.slice(0, 10);
}
