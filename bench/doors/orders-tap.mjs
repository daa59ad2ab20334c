#!/usr/bin/env node
// A Singer tap over a file to which orders are added all the time: a line each, the latest of an order counts.
import { readFileSync } from 'node:fs';

const fileAfter = (name) => {
  const at = process.argv.indexOf(name);
  return at === -1 ? null : JSON.parse(readFileSync(process.argv[at + 1], 'utf8'));
};
const told = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const schema = { type: 'object', properties: { id: { type: 'integer' }, total: { type: 'integer' } } };

if (process.argv.includes('--discover')) {
  const metadata = [{ breadcrumb: [], metadata: { 'valid-replication-keys': ['line'], inclusion: 'available' } }];
  told({ streams: [{ tap_stream_id: 'orders', stream: 'orders', schema, key_properties: ['id'], metadata }] });
} else {
  const from = fileAfter('--state')?.line ?? 0;
  const lines = readFileSync(fileAfter('--config').file, 'utf8').split('\n').slice(0, -1);
  told({ type: 'SCHEMA', stream: 'orders', schema, key_properties: ['id'] });
  for (let line = from; line < lines.length; line++) {
    told({ type: 'RECORD', stream: 'orders', record: JSON.parse(lines[line]) });
    if (line % 10 === 9) told({ type: 'STATE', value: { line: line + 1 } });
    await new Promise((resolve) => setTimeout(resolve, 3)); // long enough to be killed in the middle
  }
  told({ type: 'STATE', value: { line: lines.length } });
}
