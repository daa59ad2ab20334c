// The verbs of a commitment as the screens offer them: word, key, icon, in their order.
import type { CommitmentVerb } from '@vito/contracts/commitment';
import {
  Ban,
  CalendarClock,
  Check,
  CheckCheck,
  CornerUpLeft,
  Forward,
  type LucideIcon,
  PenLine,
  ThumbsDown,
  X,
} from 'lucide-react';

export interface VerbOffer {
  verb: CommitmentVerb;
  word: string;
  key: string;
  hint: string;
  icon: LucideIcon;
}

/** What a message lets one think: said yes to by the verb of its status, or not so. */
export const suggestionKeys = { confirm: 'y', refuse: 'w' } as const;

export const verbOffers: readonly VerbOffer[] = [
  { verb: 'undo', word: 'Undo', key: 'u', hint: 'Take back the last change', icon: CornerUpLeft },
  { verb: 'accept', word: 'Accept', key: 'a', hint: 'It is agreed', icon: Check },
  { verb: 'fulfil', word: 'Fulfilled', key: 'f', hint: 'It is done', icon: CheckCheck },
  { verb: 'renegotiate', word: 'Move date', key: 'r', hint: 'Agree on a new date', icon: CalendarClock },
  { verb: 'delegate', word: 'Delegate', key: 'd', hint: 'Hand it to somebody else', icon: Forward },
  { verb: 'correct', word: 'Correct', key: 'e', hint: 'It was read wrongly', icon: PenLine },
  { verb: 'decline', word: 'Decline', key: 'n', hint: 'It was refused', icon: ThumbsDown },
  { verb: 'cancel', word: 'Cancel', key: 'c', hint: 'It is off', icon: Ban },
  { verb: 'dismiss', word: 'Not a commitment', key: 'x', hint: 'Nobody promised anything here', icon: X },
];
