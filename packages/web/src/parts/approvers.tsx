// Who is asked by mail when a run waits for a decision; and what keeps the mails, or their links, from arriving.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApproversView } from '@vito/contracts/approver';
import { type ReactNode, useState } from 'react';
import { keys } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { inWords } from '../format/errors.js';
import { AddressesField } from './addresses-field.js';
import { Button } from './button.js';
import { Code } from './code.js';
import { Bone } from './states.js';

export function Approvers() {
  const { client } = useServices();
  const view = useQuery({
    queryKey: keys.approvers,
    queryFn: ({ signal }) => client.call('getApprovers', { signal }),
  });
  if (view.isError) return <p className="text-sm text-late">This could not be loaded. {inWords(view.error)}</p>;
  if (!view.data) return <Bone className="h-24 w-full" />;
  return <Form view={view.data} />;
}

function Form(props: { view: ApproversView }) {
  const { client, notices } = useServices();
  const cache = useQueryClient();
  const [addresses, setAddresses] = useState(props.view.addresses);
  const save = useMutation({
    mutationFn: () => client.call('putApprovers', { body: { addresses } }),
    onSuccess: (view) => {
      cache.setQueryData(keys.approvers, view);
      setAddresses(view.addresses);
      notices.show({ text: view.addresses.length === 0 ? 'Nobody is asked by mail' : 'Saved' });
    },
  });
  return (
    <form
      className="flex flex-col items-start gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="w-full">
        <AddressesField label="Who is asked" value={addresses} onChange={setAddresses} />
      </div>
      <Hindrance view={props.view} />
      {save.isError ? (
        <span role="alert" className="text-xs text-late">
          Not saved. {inWords(save.error)}
        </span>
      ) : null}
      <Button type="submit" disabled={save.isPending}>
        Save who is asked
      </Button>
    </form>
  );
}

function Hindrance({ view: { mail, isPublic, opensAt } }: { view: ApproversView }) {
  if (!mail)
    return (
      <Hint>
        No mail is sent yet: whoever runs ViTo names a mail server in <Code>VITO_SMTP</Code>, and in{' '}
        <Code>VITO_MAIL_FROM</Code> from whom mail comes.
      </Hint>
    );
  if (!isPublic)
    return (
      <Hint>
        The links lead to {opensAt}, which only this machine can open: whoever runs ViTo says in{' '}
        <Code>VITO_PUBLIC_URL</Code> how people reach it.
      </Hint>
    );
  return null;
}

const Hint = (props: { children: ReactNode }) => <p className="text-sm text-pretty text-soon">{props.children}</p>;
