// Mails as bytes, for tests: headers, a text, attachments; and a mailbox of them.
export interface TestMail {
  id: string;
  from: string;
  to: string;
  subject: string;
  /** As in the header, e.g. `Mon, 2 Mar 2026 09:00:00 +0100`. */
  date: string;
  text: string;
  inReplyTo?: string;
  references?: string[];
  attachments?: { name: string; mediaType: string; bytes: Uint8Array }[];
}

const usual: TestMail = {
  id: 'letter@quill.example',
  from: 'Ada Quill <ada@quill.example>',
  to: 'Bo Reed <bo@reed.example>',
  subject: 'The drawings',
  date: 'Mon, 2 Mar 2026 09:00:00 +0100',
  text: 'Dear Bo,\n\nI will send you the drawings by Friday.\n\nAda\n',
};

export function mailOf(given: Partial<TestMail> = {}): string {
  const mail = { ...usual, ...given };
  const head = [
    `Message-ID: <${mail.id}>`,
    `From: ${mail.from}`,
    `To: ${mail.to}`,
    `Subject: ${mail.subject}`,
    `Date: ${mail.date}`,
    ...(mail.inReplyTo ? [`In-Reply-To: <${mail.inReplyTo}>`] : []),
    ...(mail.references ? [`References: ${mail.references.map((id) => `<${id}>`).join(' ')}`] : []),
    'MIME-Version: 1.0',
  ];
  const text = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', mail.text];
  if (!mail.attachments) return [...head, ...text].join('\n');
  const parts = mail.attachments.map(({ name, mediaType, bytes }) => [
    '--cut',
    `Content-Type: ${mediaType}; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(bytes).toString('base64'),
  ]);
  const lines = ['Content-Type: multipart/mixed; boundary="cut"', '', '--cut', ...text, ...parts.flat(), '--cut--', ''];
  return [...head, ...lines].join('\n');
}

export function mailboxOf(mails: string[]): string {
  return mails.map((mail) => `From sender@mail.example Mon Mar  2 09:00:00 2026\n${mail}\n`).join('');
}
