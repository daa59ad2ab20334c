// The tables of the budget, as the code reads them.

export interface BudgetTables {
  budget_limit: {
    tenant_id: string;
    day_micros: string | null;
    month_micros: string | null;
    version: number;
  };
  budget: {
    tenant_id: string;
    scope: string;
    day: string;
    limit_micros: string | null;
    reserved: string;
    spent: string;
  };
}
