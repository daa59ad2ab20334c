// A topic: sentences that can stand one after the other, with gaps for the words of a trade.

export interface Topic {
  open: string[];
  middle: string[];
  close: string[];
}
