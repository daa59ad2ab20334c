// Events of the budget: what calls of models may cost.
import { z } from 'zod';
import { BudgetLimits } from './budget.js';

export const budgetEvents = {
  /** Replaces what was set before. */
  'budget.set': { version: 1, data: BudgetLimits, secret: z.strictObject({}) },
} as const;
