// A new configuration for a connection, in place of the one that it has; checked once it is saved.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConnectionView } from '@vito/contracts/sync';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useServices } from '../data/services.js';
import { checkQuery, syncKeys } from '../data/sync-queries.js';
import { useDeed } from '../data/use-deed.js';
import type { Json } from '../format/config-schema.js';
import { kindOf } from '../format/fetch-kinds.js';
import { Button } from './button.js';
import { CheckTold } from './check-told.js';
import { ConfigForm } from './config-form.js';
import { Bone } from './states.js';

export function Retell(props: { connection: ConnectionView }) {
  const { connection } = props;
  const { client, notices } = useServices();
  const cache = useQueryClient();
  const kind = kindOf(connection.dialect);
  const [open, setOpen] = useState(false);
  const [checking, setChecking] = useState(false);
  const check = useQuery({ ...checkQuery(client, connection.id), enabled: checking || (open && kind.tells) });
  const save = useDeed({
    failed: null,
    touches: [],
    run: (config: Json) => client.call('changeConnection', { params: { id: connection.id }, body: { config } }),
    done: () => {
      setOpen(false);
      setChecking(true);
      notices.show({ text: 'Saved: the next run uses it' });
      cache.removeQueries({ queryKey: syncKeys.offered(connection.id) });
      void check.refetch();
    },
  });
  if (open && kind.tells && !kind.schema && check.isPending) return <Bone className="h-24 w-full" />;
  if (open)
    return (
      <ConfigForm
        schema={kind.schema ?? check.data?.spec ?? null}
        save="Save and check"
        pending={save.isPending}
        error={save.error}
        onSave={save.mutate}
      >
        <Button tone="quiet" onClick={() => setOpen(false)}>
          Back
        </Button>
      </ConfigForm>
    );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setOpen(true)}>
          <Pencil size={13} aria-hidden="true" />
          Change it
        </Button>
        {checking ? null : (
          <Button
            onClick={() => {
              setChecking(true);
              void check.refetch();
            }}
          >
            Check it
          </Button>
        )}
      </div>
      {checking ? <CheckTold check={check} isProgram={kind.program !== null} /> : null}
    </div>
  );
}
