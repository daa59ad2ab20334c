// A real IMAP server for tests: Dovecot, started in a folder of its own on a port of this machine, and ended with the test.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { selfSigned } from '../../platform/self-signed.js';
import { until } from '../../setup/until.js';

const programs = ['dovecot', '/usr/sbin/dovecot'];
export const dovecot = programs.find((program) => spawnSync(program, ['--version']).status === 0) ?? null;
if (!dovecot)
  console.warn('LEFT OUT: the tests of mailboxes. Install dovecot-imapd (apt-get install dovecot-imapd) to run them.');

export const password = 'open-sesame-42';
export type MailServer = Awaited<ReturnType<typeof startDovecot>>;

export async function startDovecot() {
  const folder = await mkdtemp(join(tmpdir(), 'vito-imap-'));
  await chmod(folder, 0o755);
  const [plain, tls] = await Promise.all([freePort(), freePort()]);
  const { key, cert } = selfSigned(['mail.test'], ['127.0.0.1']);
  await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 });
  await writeFile(join(folder, 'cert.pem'), cert);
  const users = Array.from({ length: 100 }, (_, n) => `user${n}@mail.test`);
  await writeFile(join(folder, 'passwd'), users.map((user) => `${user}:{PLAIN}${password}::::::\n`).join(''));
  await mkdir(join(folder, 'mail'));
  await chmod(join(folder, 'mail'), 0o777);
  await writeFile(join(folder, 'dovecot.conf'), configOf(folder, plain, tls));
  const child: ChildProcess = spawn(dovecot as string, ['-F', '-c', join(folder, 'dovecot.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  /** A new user, with an INBOX and Sent, Drafts and Trash by their use. */
  function addUser(): string {
    const user = users.pop();
    if (!user) throw new Error('make more users');
    return user;
  }

  /** A session of somebody else with this account: another mail program. */
  async function as<T>(user: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = new ImapFlow({
      ...{ host: '127.0.0.1', port: plain, secure: false, doSTARTTLS: false, logger: false },
      auth: { user, pass: password },
      disableAutoIdle: true,
    });
    client.on('error', () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      client.close();
    }
  }

  await until('Dovecot', () => as('nobody@mail.test', async () => true).catch((error) => error.authenticationFailed));
  return {
    ports: { plain, tls },
    ca: cert,
    addUser,
    as,
    /** Puts messages into a mailbox. */
    put: (user: string, mailbox: string, messages: (string | Buffer)[]) =>
      as(user, async (client) => {
        await client.mailboxCreate(mailbox).catch(() => {});
        for (const message of messages) await client.append(mailbox, Buffer.from(message as string));
      }),
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function configOf(folder: string, plain: number, tls: number): string {
  const { username, uid, gid } = userInfo();
  const inner = uid === 0 ? ['dovenull', 'dovecot', 'nobody'] : [username, username, username];
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
default_login_user = ${inner[0]}
default_internal_user = ${inner[1]}
default_internal_group = ${uid === 0 ? 'dovecot' : username}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail/%u
mail_uid = ${uid === 0 ? inner[2] : uid}
mail_gid = ${uid === 0 ? 'nogroup' : gid}
mail_max_userip_connections = 100
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
service imap-login {
  chroot =
  inet_listener imap {
    port = ${plain}
  }
  inet_listener imaps {
    port = ${tls}
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
passdb {
  driver = passwd-file
  args = ${folder}/passwd
}
userdb {
  driver = static
  args = home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
  mailbox Drafts {
    special_use = \\Drafts
    auto = create
  }
  mailbox Trash {
    special_use = \\Trash
    auto = create
  }
}
`;
}
