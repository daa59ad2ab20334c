// Exit codes, and words on stderr with the way out: wrong use is 2, failing is 1.
import { describe, expect, it } from 'vitest';
import { commands } from '../src/commands.js';
import { vitoHere } from './in-process.js';
import { vito } from './spawned.js';

const cases = [
  { args: [], code: 2, says: 'Usage: vito COMMAND' },
  { args: ['comitments'], code: 2, says: 'Did you mean: vito commitments' },
  { args: ['xyzzy'], code: 2, says: 'See: vito --help' },
  { args: ['add'], code: 2, says: 'vito add PATH' },
  { args: ['commitments', '--side', 'mine'], code: 2, says: 'i-owe, owed-to-me, between-others' },
  { args: ['commitments', '--sides'], code: 2, says: 'There is no option --sides' },
  { args: ['timeline', '--after', '-1'], code: 2, says: '--after' },
  { args: ['show', 'nonsense'], code: 2, says: 'cmt_' },
  { args: ['dates', 'by Friday', '--tz', 'Middle/Earth'], code: 2, says: 'Europe/Berlin' },
  { args: ['dates', 'by Friday', '--now', 'yesterday'], code: 2, says: '2026-03-26' },
  { args: ['extract'], code: 2, says: 'vito extract PATH' },
  { args: ['--me', '<>'], code: 2, says: 'Name <address>' },
  { args: ['commitments', '--url', 'localhost'], code: 2, says: 'http://localhost:7400' },
  { args: ['sources', 'add', 'Orders'], code: 2, says: '--kind standard, github' },
  { args: ['sources', 'add', 'Orders', '--kind', 'hmac'], code: 2, says: '--header' },
  { args: ['sources', 'remove', 'orders'], code: 2, says: 'src_' },
  { args: ['sources', 'rotate', `src_${'0'.repeat(26)}`, '--keep', 'long'], code: 2, says: '0 to 720' },
  { args: ['sources', '--keep', '1'], code: 2, says: '--keep is not for the list' },
  { args: ['payloads', 'show'], code: 2, says: 'vito payloads show ID' },
  { args: ['payloads', '--state', 'lost'], code: 2, says: 'received, mapped, unmapped' },
  { args: ['endpoints', 'add', 'Ours', 'nowhere'], code: 2, says: 'https://' },
  { args: ['endpoints', 'add', 'Ours', 'https://x.example', '--types', 'all'], code: 2, says: 'commitment.*' },
  { args: ['endpoints', 'tset'], code: 2, says: 'add, test or remove' },
  { args: ['sendings', '--endpoint', 'ours'], code: 2, says: 'end_' },
  { args: ['connections', 'add', 'Issues'], code: 2, says: '--dialect singer, airbyte' },
  { args: ['connections', 'add', 'Issues', '--dialect', 'singer'], code: 2, says: '--command' },
  { args: ['connections', 'sync'], code: 2, says: 'vito connections sync ID' },
  { args: ['connections', 'sync', 'issues'], code: 2, says: 'con_' },
  { args: ['connections', 'choose', `con_${'0'.repeat(26)}`], code: 2, says: 'STREAM[:incremental]' },
  { args: ['connections', 'runs', `con_${'0'.repeat(26)}`, '--fresh'], code: 2, says: '--fresh is not for runs' },
  { args: ['connections', 'snyc'], code: 2, says: 'quarantine' },
  { args: ['agents', 'pubish'], code: 2, says: 'publish or withdraw' },
  { args: ['agents', 'publish'], code: 2, says: 'vito agents publish FILE' },
  { args: ['agents', 'publish', 'no-such-file.json'], code: 1, says: 'There is no such file' },
  { args: ['run'], code: 2, says: 'vito run NAME' },
  { args: ['run', 'follow-up', '--input', '{to: ada}'], code: 2, says: '--input is no JSON' },
  { args: ['run', 'follow-up', '--priority', '9'], code: 2, says: '0, 1 or 2' },
  { args: ['runs', '--status', 'lost'], code: 2, says: 'open, compensating, completed' },
  { args: ['approve'], code: 2, says: 'vito approve GATE' },
  { args: ['approve', 'follow-up'], code: 2, says: 'run_' },
  { args: ['reject', `run_${'0'.repeat(26)}`], code: 2, says: '--reason' },
  { args: ['edit', `run_${'0'.repeat(26)}`], code: 2, says: '--args JSON' },
  { args: ['signal', `run_${'0'.repeat(26)}`], code: 2, says: 'vito signal RUN NAME' },
  { args: ['fork', `run_${'0'.repeat(26)}`], code: 2, says: '--at STEP' },
  { args: ['move', `run_${'0'.repeat(26)}`, '--to', 'next'], code: 2, says: '--to next' },
  { args: ['gates'], code: 1, says: 'npm start' },
  { args: ['connections'], code: 1, says: 'npm start' },
  { args: ['sendings'], code: 1, says: 'npm start' },
  { args: ['commitments'], code: 1, says: 'npm start' },
  { args: ['status', '--url', 'http://127.0.0.1:9'], code: 1, says: 'npm start' },
  { args: ['read', 'no-such-file.pdf'], code: 1, says: 'There is no such file' },
  { args: ['extract', 'gold.jsonl', 'no-such-folder'], code: 1, says: 'There is no such file' },
];

describe('wrong use and failure', () => {
  it.each(cases)('vito $args ends with $code and names the way out', async ({ args, code, says }) => {
    const ended = await vitoHere(args);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toContain(says);
    expect(ended.stderr).not.toMatch(/^ +at /m);
  });

  it('reaches the shell as the exit code', { timeout: 120_000 }, async () => {
    const [wrong, failed, done] = await Promise.all([vito(['xyzzy']), vito(['commitments']), vito(['--version'])]);
    expect([wrong.code, failed.code, done.code]).toEqual([2, 1, 0]);
    expect(done.stdout).toMatch(/^vito \d+\.\d+\.\d+\n$/);
  });
});

describe('help', () => {
  it('is on stdout with exit 0, for the whole and for one command', async () => {
    const [whole, ofOne, byWord] = await Promise.all(
      [['--help'], ['extract', '-h'], ['help', 'extract']].map((args) => vitoHere(args)),
    );
    for (const { name } of commands) expect(whole?.stdout).toContain(name);
    expect(ofOne).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Usage: vito extract PATH/) });
    expect(byWord).toEqual(ofOne);
  });
});
