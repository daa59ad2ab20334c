// How a cue is written down: a pattern over a sentence, whom it binds, and how sure it makes us.
import type { CommitmentStatus } from '@vito/contracts/commitment';

export interface Cue {
  /** The rule's name, shown to people who ask "why this". */
  rule: string;
  /**
   * Pattern over the folded sentence (`plain`: with accents), a space standing for any run of spaces. Groups: `verb` where the
   * deed begins, `we` where a firm speaks, `name` or `team` for a third party, `subject` where a thing is the subject.
   */
  pattern: string;
  view?: 'plain';
  /** Whom it binds: the speaker (or the firm, with group `we`), the addressee, or the one named. */
  binds: 'speaker' | 'addressee' | 'named' | 'team' | 'firm' | 'implied';
  confidence: number;
  status?: CommitmentStatus;
  /** What must stand beside it to count. `future`: a due that is not past; `agreement`: "if you confirm". */
  needs?:
    | 'due'
    | 'due-or-you'
    | 'due-or-agreement'
    | 'agreement'
    | 'recap'
    | 'recap-and-due'
    | 'due-or-source'
    | 'due-to-you';
  /** The pattern itself says what is done: nothing behind it can make it idle. */
  fixed?: true;
  /** Only people do this: a name nobody knows is believed even where it opens the sentence. */
  personal?: true;
  /** Binds without a day, whatever day the sentence names: "not before Monday". */
  undated?: true;
  /** Its day may be past: what is late is still owed. */
  late?: true;
  /** May stand in a question. */
  asks?: true;
}

/** Everything one language knows about undertakings. Patterns over folded text unless said otherwise. */
export interface Language {
  code: 'en' | 'es' | 'de' | 'fr' | 'pt';
  /** Frequent short words by which the language is told. */
  common: string;
  cues: readonly Cue[];
  /** What makes the words from `verb` on no deed at all: states, figures of speech, hedges. Anchored there. */
  idle: readonly string[];
  /** Words before the cue that take the force from it: hedges, reports of what others say, hypotheticals. */
  weakens: readonly string[];
  /** Sentences that bind nobody, whatever they hold. */
  empty: readonly string[];
  /** "if you confirm": the other side has to agree first. */
  agreement: readonly string[];
  /** Words that open a condition. */
  conditions: readonly string[];
  /** Sentences that ask for a deed. */
  requests: readonly string[];
  /** Words that take a request on by themselves, and words of assent that only do so right after one. */
  takesOn: readonly string[];
  assents: readonly string[];
  /** A new date in place of an earlier one. */
  moves: readonly string[];
  /** Somebody else does it from now on. */
  handsOver: readonly string[];
  /** "as agreed", "to recap": what the other side has undertaken is told again. */
  recaps: readonly string[];
}
