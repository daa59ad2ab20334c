// Runs a playbook: its input as a form where its schema says how, as JSON always.
import { useNavigate } from '@tanstack/react-router';
import type { PlaybookView, RunRequest } from '@vito/contracts/run';
import { agentKeys } from '../data/agent-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { hasForm, type Json } from '../format/config-schema.js';
import { Button } from './button.js';
import { ConfigForm } from './config-form.js';
import { Refused } from './refused.js';

export function PlaybookRun({ view }: { view: PlaybookView }) {
  const { client } = useServices();
  const navigate = useNavigate();
  const start = useDeed({
    failed: null,
    touches: [agentKeys.runs],
    run: (input: Json) =>
      client.call('requestRun', { body: { playbook: view.name, input: input as RunRequest['input'] } }),
    done: ({ id }) => void navigate({ to: '/agents/runs/$id', params: { id } }),
  });
  const schema: Json = view.playbook.input;
  if (!hasForm(schema) && Object.keys(schema).every((key) => key === 'type'))
    return (
      <div className="flex flex-col items-start gap-3">
        <p className="text-sm text-muted">It needs no input.</p>
        {start.error ? <Refused error={start.error} /> : null}
        <Button tone="strong" disabled={start.isPending} onClick={() => start.mutate({})}>
          Run
        </Button>
      </div>
    );
  return (
    <ConfigForm
      schema={schema}
      save="Run"
      pending={start.isPending}
      error={start.error}
      jsonLabel="Input as JSON"
      example={'{\n  "to": "ada@brook.example"\n}'}
      onSave={(input) => start.mutate(input)}
    />
  );
}
