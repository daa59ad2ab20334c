// The API for reading: one page made from the same routes, without scripts.
import type { Route } from '@vito/contracts/routes';
import { scopeOf } from '@vito/contracts/scope';
import { z } from 'zod';
import { allRoutes } from './openapi.js';

const style = `
:root{color-scheme:light dark;--line:#8883;--soft:#8881;--accent:#4f46e5}
@media (prefers-color-scheme:dark){:root{--accent:#a5b4fc}}
body{font:15px/1.6 system-ui,sans-serif;max-width:54rem;margin:3rem auto;padding:0 1.25rem}
h1{font-size:1.6rem;margin:0 0 .25rem} h2{margin:2.5rem 0 .5rem;font-size:1.05rem;text-transform:capitalize}
p{margin:.25rem 0} a{color:var(--accent)} code{font:13px/1.5 ui-monospace,monospace}
details{border-top:1px solid var(--line);padding:.55rem 0} summary{cursor:pointer;display:flex;gap:.75rem;align-items:baseline;flex-wrap:wrap}
summary b{font:600 12px ui-monospace,monospace;min-width:4rem} summary span{opacity:.72;flex-basis:100%;padding-left:4.75rem}
pre{background:var(--soft);border-radius:8px;padding:.75rem 1rem;overflow:auto;font:12.5px/1.5 ui-monospace,monospace}
`;

export function referencePage(version: string): string {
  const tags = [...new Set(allRoutes().map(([, route]) => route.tag))];
  const sections = tags.map((tag) => {
    const routes = allRoutes().filter(([, route]) => route.tag === tag);
    return `<h2>${tag}</h2>${routes.map(([, route]) => section(route)).join('')}`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>ViTo API</title><style>${style}</style><h1>ViTo API</h1>
<p>Version ${escaped(version)}. Machine-readable: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1). Errors are RFC 9457
problem details; lists come in pages, <code>next</code> is the cursor of the following one.</p>
<p>Sign in with the session cookie of the app, or <code>Authorization: Bearer TOKEN</code>. A token does what its
scopes say; a person's session does all.</p>
<p>Live: WebSocket <code>/v1/timeline/live</code> (first frame <code>{"type":"resume","after":SEQ}</code>) or server-sent events
<code>/v1/timeline/stream</code> (<code>Last-Event-ID</code> resumes).</p>
${sections.join('')}</html>`;
}

function section(route: Route): string {
  const parts = [
    route.query && block('Query', route.query, 'input'),
    route.body && block('Body', route.body, 'input'),
    route.answer
      ? block(`Answer ${route.status}`, route.answer, 'output')
      : `<p>Answer ${route.status} ${escaped(route.produces ?? '')}</p>`,
  ];
  const scope = scopeOf(route);
  const needs = scope === null ? ' · no sign-in' : ` · scope ${scope}`;
  return `<details><summary><b>${route.method}</b><code>${escaped(route.path)}</code><span>${escaped(route.summary)}${needs}</span></summary>${parts.filter(Boolean).join('')}</details>`;
}

function block(title: string, type: z.ZodType, io: 'input' | 'output'): string {
  const { $schema: _, ...shape } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return `<p>${title}</p><pre>${escaped(JSON.stringify(shape, null, 2))}</pre>`;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
