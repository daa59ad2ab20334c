// A thread of mails in which promises are told again, moved, handed over and done: by their file names, oldest first.
import { mailOf, type TestMail } from './mails.js';

const ada = 'Ada Quill <ada@quill.example>';
const bo = 'Bo Reed <bo@reed.example>';

const said: { from: string; text: string }[] = [
  {
    from: ada,
    text: 'Dear Bo,\n\nI will send you the drawings of the boathouse by Friday, 6 March 2026.\n\nAda\n',
  },
  {
    from: bo,
    text: 'Dear Ada,\n\nThank you. We will deliver the oak planks by 30 March 2026.\n\nBo\n',
  },
  {
    from: ada,
    text: 'Dear Bo,\n\nAs I said, I will send you the drawings of the boathouse by Friday, 6 March 2026.\n\nAda\n',
  },
  {
    from: ada,
    text: 'Dear Bo,\n\nI will send you the drawings of the boathouse by Wednesday, 11 March 2026 instead.\n\nAda\n',
  },
  {
    from: bo,
    text: 'Dear Ada,\n\nOur colleague Carol Lane will deliver the oak planks instead of me.\n\nBo\n',
  },
  {
    from: ada,
    text: 'Dear Bo,\n\nThe drawings of the boathouse are attached.\n\nAda\n',
  },
  {
    from: bo,
    text: 'Dear Ada,\n\nThe drawings of the boathouse do not open here.\n\nBo\n',
  },
];

/** `id`: tells threads apart. `only`: the mails of the thread to take, by number; the last, a complaint, only where asked for. */
export function threadMails(id = 'boathouse', only = [0, 1, 2, 3, 4, 5]): Record<string, string> {
  const mails: Record<string, string> = {};
  for (const i of only) {
    const { from, text } = said[i] as (typeof said)[number];
    const mail: Partial<TestMail> = {
      id: `${id}-${i}@quill.example`,
      from,
      to: from === ada ? bo : ada,
      subject: 'The boathouse',
      date: `Mon, 2 Mar 2026 ${String(9 + i).padStart(2, '0')}:00:00 +0100`,
      text,
      ...(i === 0 ? {} : { references: [`${id}-0@quill.example`, `${id}-${i - 1}@quill.example`] }),
    };
    mails[`${i}-${id}.eml`] = mailOf(mail);
  }
  return mails;
}
