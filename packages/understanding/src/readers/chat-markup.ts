// Slack's message markup as people see it: <@U123>, <#C1|name>, <url|label>, <!here>, and escaped characters.

/** A message's text unfolded, and the ids of the users that it starts with ("@Dana can you …"). */
export function unfold(raw: string, nameOf: (id: string) => string | null): { text: string; addressed: string[] } {
  const text = raw.replace(/<([^<>\n]{1,4000})>/g, (_, inside: string) => unfoldLink(inside, nameOf));
  return { text: unescaped(text), addressed: leadingMentions(raw) };
}

function unfoldLink(inside: string, nameOf: (id: string) => string | null): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1).trim();
  if (/^@[UW]/.test(target)) return `@${nameOf(target.slice(1)) ?? (label.replace(/^@/, '') || target.slice(1))}`;
  if (/^#C/.test(target)) return `#${label || target.slice(1)}`;
  if (/^!(here|channel|everyone)/.test(target)) return `@${target.slice(1)}`;
  if (target.startsWith('!')) return label || target.slice(1);
  return label || target.replace(/^mailto:/, '');
}

/** Slack escapes only these three; the ampersand comes last, or "&amp;lt;" would turn into "<". */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function leadingMentions(raw: string): string[] {
  const run = /^\s*((<@[UW][A-Z0-9]+(\|[^<>]*)?>[\s,:]*(and\s+|&amp;\s*)?)+)/.exec(raw)?.[1] ?? '';
  return [...run.matchAll(/<@([UW][A-Z0-9]+)/g)].map((match) => match[1] ?? '');
}
