// The kinds of sources as cards.
import type { SourceKind } from '@vito/contracts/webhook';
import { allKinds, kinds } from '../format/source-words.js';
import { KindCards } from './kind-cards.js';
import { SourceIcon } from './source-icon.js';

const cards = allKinds.map((kind) => ({
  kind,
  name: kinds[kind].name,
  about: kinds[kind].about,
  icon: <SourceIcon kind={kind} />,
}));

export function SourceCards(props: { chosen?: SourceKind; onChoose(kind: SourceKind): void }) {
  return <KindCards cards={cards} {...props} />;
}
