// Where output goes and what it carries: colour only for people, nothing that steers a terminal, JSON alone when asked.
import { describe, expect, it } from 'vitest';
import { createOutput } from '../src/output.js';

function record(terminal: boolean, env: Record<string, string> = {}, json = false) {
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    isTTY: terminal,
    columns: 60,
    write(text: string) {
      written[name] += text;
    },
  });
  return { written, out: createOutput(sink('stdout'), sink('stderr'), env, json) };
}

const red = '\u001b[31m';

describe('createOutput', () => {
  it('colours on a terminal only, and not where NO_COLOR or a dumb terminal says so', () => {
    expect(record(true).out.paint('red', 'late')).toContain(red);
    expect(record(false).out.paint('red', 'late')).toBe('late');
    expect(record(true, { NO_COLOR: '1' }).out.paint('red', 'late')).toBe('late');
    expect(record(true, { TERM: 'dumb' }).out.paint('red', 'late')).toBe('late');
  });

  it('takes out of texts what would steer a terminal, and keeps its own colours', () => {
    const { written, out } = record(true);
    out.line(`${out.paint('red', 'late')} \u001b]0;title\u0007\u001b[2Jtext\u009b1A\ttab`);
    expect(written.stdout).toBe(`${red}late\u001b[39m ]0;title[2Jtext1A\ttab\n`);
  });

  it('writes nothing but JSON to stdout with --json', () => {
    const { written, out } = record(false, {}, true);
    out.line('for people');
    out.json({ a: 'line\nbreak' });
    out.note('about the work');
    expect(written).toEqual({ stdout: '{"a":"line\\nbreak"}\n', stderr: 'about the work\n' });
  });

  it('shows progress on a terminal only, on one line that is cleared before anything else', () => {
    const quiet = record(false);
    quiet.out.progress('page 1 of 9');
    expect(quiet.written.stderr).toBe('');
    const { written, out } = record(true);
    out.progress('x'.repeat(200));
    out.line('done');
    expect(written.stderr).toBe(`\r\u001b[K${'x'.repeat(59)}\r\u001b[K`);
    expect(written.stdout).toBe('done\n');
  });
});
