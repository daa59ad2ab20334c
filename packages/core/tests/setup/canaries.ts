// Strings planted wherever personal data comes in, and how to see them again in whatever form.
export const names = [
  'sender',
  'sender-address',
  'recipient',
  'subject',
  'promise',
  'sentence',
  'attachment-name',
  'attachment-text',
  'file-name',
  'chat-text',
  'chat-person',
  'page-title',
  'profile-name',
  'profile-address',
  'organisation',
  'note',
  'correction',
  'delegate',
  'locked-name',
  'crashing-name',
  'failing-promise',
  // What nobody gets to see again, and what is refused:
  'idempotency-key',
  'person-asked-for',
  'address-asked-for',
  'refused-body',
  'refused-name',
  'wrong-token',
  'browser',
] as const;
export type Name = (typeof names)[number];
/** One word each, made of letters only, so that nothing escapes or splits it. */
export const canary = Object.fromEntries(
  names.map((name, i) => [name, `zq${'abcdefghijklmnopqrstuvwxyz0123456789'[i]}xcanary${name.replaceAll('-', '')}`]),
) as Record<Name, string>;
export const shown = names.slice(0, names.indexOf('idempotency-key'));

/** Every form in which the string might have come through: plain, hexadecimal, base64 wherever it begins. */
export const forms = Object.fromEntries(
  names.map((name) => {
    const bytes = Buffer.from(canary[name]);
    const shifted = [0, 1, 2].map((shift) =>
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .slice(shift ? 4 : 0, -4),
    );
    return [name, [canary[name], bytes.toString('hex'), ...shifted]];
  }),
) as Record<Name, string[]>;

/** The canaries found in a text. */
export function sightings(text: string): string[] {
  const lower = text.toLowerCase();
  return names.filter((name) => forms[name].some((form, i) => (i < 2 ? lower.includes(form) : text.includes(form))));
}
