// The kinds of connections as cards.
import type { SyncDialect } from '@vito/contracts/sync';
import { fetchKinds, kindOf } from '../format/fetch-kinds.js';
import { FetchIcon } from './fetch-icon.js';
import { KindCards } from './kind-cards.js';

const cards = fetchKinds.map((kind) => ({
  kind,
  name: kindOf(kind).name,
  about: kindOf(kind).about,
  icon: <FetchIcon dialect={kind} />,
}));

export function FetchCards(props: { chosen?: SyncDialect; onChoose(dialect: SyncDialect): void }) {
  return <KindCards cards={cards} {...props} />;
}
