// What the sources that need no program are configured with: a mailbox, and a folder of the server's machine.
import { z } from 'zod';

/** `tls` from the first byte, `starttls` or nothing else; `none` only within the install's own network. */
const MailSecurity = z.enum(['tls', 'starttls', 'none']);

const secret = z.string().min(1).max(20_000).meta({ writeOnly: true });

export const ImapConfig = z
  .strictObject({
    host: z.string().trim().min(1).max(253),
    /** 993 with `tls`, otherwise 143. */
    port: z.number().int().min(1).max(65535).optional(),
    security: MailSecurity.default('tls'),
    user: z.string().min(1).max(500),
    password: secret.optional(),
    /** Of OAuth 2, in place of a password. */
    accessToken: secret.optional(),
    /** What came into the mailbox before this day is left where it is. */
    since: z.iso.date().optional(),
  })
  .refine(({ password, accessToken }) => (password === undefined) !== (accessToken === undefined), {
    error: 'either a password or an accessToken',
    path: ['password'],
  });
export type ImapConfig = z.infer<typeof ImapConfig>;

export const FolderConfig = z.strictObject({
  /** Its absolute path, or the path below a folder of VITO_FOLDERS; `.` is that folder itself. */
  folder: z.string().min(1).max(4000),
});
export type FolderConfig = z.infer<typeof FolderConfig>;
