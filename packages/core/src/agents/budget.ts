// Money for calls of models: set aside before one is made, settled with what it cost. Pure; vito.budget_move keeps the sums.
import type { Turn } from '../platform/chat.js';
import type { Draft } from '../spine/event.js';

/** One move of vito.budget_move. Amounts in millionths of a US dollar, whole and not negative. */
export interface BudgetMove {
  scope: 'day' | 'month';
  day: string;
  reserve: number;
  settle: number;
  spent: number;
}

/** The day that a call is booked on, from its reservation to its end: of UTC, so that no change of a zone moves money. */
export const budgetDay = (at: Date): string => at.toISOString().slice(0, 10);

/** Sets aside, of the day and of its month. */
export const reserving = (day: string, micros: number): BudgetMove[] => moves(day, { reserve: micros });

/** Gives back what was set aside, and spends what it cost. */
export const settling = (day: string, reserved: number, cost: number): BudgetMove[] =>
  moves(day, { settle: reserved, spent: cost });

/** What events of a run move: in the commit that stores them. */
export const movesOf = (drafts: readonly Draft[]): BudgetMove[] =>
  drafts.flatMap(({ type, data }) => {
    if (type === 'run.turn-reserved') return reserving(data.day, data.reserved);
    if (type === 'run.turn-taken' || type === 'run.turn-lost') return settling(data.day, data.reserved, data.cost);
    return [];
  });

function moves(day: string, amounts: Partial<Pick<BudgetMove, 'reserve' | 'settle' | 'spent'>>): BudgetMove[] {
  const move = { reserve: 0, settle: 0, spent: 0, ...amounts };
  return [
    { scope: 'day', day, ...move },
    { scope: 'month', day: `${day.slice(0, 8)}01`, ...move },
  ];
}

/** What a turn is settled with. Where nobody knows (it broke off, or whoever asked has died) it may have cost all of it. */
export const settledCost = (turn: Pick<Turn, 'costMicros'> | null, reserved: number): number =>
  turn?.costMicros ?? reserved;

/** Of one run, folded from its events. */
export interface RunBudget {
  limitMicros: number | null;
  reserved: number;
  spent: number;
}

export const mayReserve = ({ limitMicros, reserved, spent }: RunBudget, micros: number): boolean =>
  limitMicros === null || spent + reserved + micros <= limitMicros;

export const reservedOf = (budget: RunBudget, micros: number): RunBudget => ({
  ...budget,
  reserved: budget.reserved + micros,
});

export const settledOf = (budget: RunBudget, reserved: number, cost: number): RunBudget => ({
  ...budget,
  reserved: Math.max(0, budget.reserved - reserved),
  spent: budget.spent + cost,
});

/** Whose limit refused a commit, by the database's error; null where it is another one. */
export function overBudget(error: unknown): 'day' | 'month' | null {
  const { code, detail } = (error ?? {}) as { code?: string; detail?: string };
  if (code !== 'VT004') return null;
  return detail === 'month' ? 'month' : 'day';
}
