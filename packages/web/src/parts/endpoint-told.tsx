// The secret of an endpoint, told this once: with it the receiver verifies what it gets.
import { Link } from '@tanstack/react-router';
import type { EndpointView } from '@vito/contracts/endpoint';
import { ToldOnce } from './told-once.js';

const where =
  'Give it to the receiver: any library of Standard Webhooks verifies with it the headers webhook-id, webhook-timestamp and webhook-signature.';

export function EndpointTold(props: { endpoint: EndpointView; secret: string; rotated?: boolean; onClose(): void }) {
  return (
    <ToldOnce
      title={props.rotated ? 'The new secret' : `${props.endpoint.name} is added. Now let it verify`}
      where={where}
      secret={props.secret}
      onClose={props.onClose}
      {...(props.rotated
        ? {}
        : {
            actions: (
              <Link
                to="/connections/endpoints/$id"
                params={{ id: props.endpoint.id }}
                className="inline-flex h-8.5 items-center rounded-md bg-accent px-3 text-sm font-medium text-on-accent shadow-raised hover:bg-accent-strong"
              >
                Open the endpoint
              </Link>
            ),
          })}
    />
  );
}
