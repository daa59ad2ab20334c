// Agents: what waits for a person, what runs and ran, the playbooks that can be run, the tools that they use, and the budget.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { AgentRuns } from '../parts/agent-runs.js';
import { BudgetPart } from '../parts/budget-part.js';
import { GateList } from '../parts/gate-list.js';
import { PlaybookList } from '../parts/playbook-list.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Segmented } from '../parts/segmented.js';
import { useAskedCount } from '../parts/sidebar.js';
import { ToolsPart } from '../parts/tools-part.js';

export function Agents() {
  const { part = 'waiting' } = useSearch({ from: '/shell/agents' });
  const navigate = useNavigate();
  const asked = useAskedCount();
  return (
    <div>
      <ScreenHeader
        title="Agents"
        controls={
          <Segmented
            label="Part"
            value={part}
            options={[
              { value: 'waiting', word: asked > 0 ? `Waiting for you (${asked})` : 'Waiting for you' },
              { value: 'runs', word: 'Runs' },
              { value: 'playbooks', word: 'Playbooks' },
              { value: 'tools', word: 'Tools' },
              { value: 'budget', word: 'Budget' },
            ]}
            onChange={(next) => void navigate({ to: '/agents', search: next === 'waiting' ? {} : { part: next } })}
          />
        }
      />
      <div className="mx-auto max-w-[58rem] px-4 pt-6 pb-20 md:px-6">
        {part === 'waiting' ? <GateList /> : null}
        {part === 'runs' ? <AgentRuns /> : null}
        {part === 'playbooks' ? <PlaybookList /> : null}
        {part === 'tools' ? <ToolsPart /> : null}
        {part === 'budget' ? <BudgetPart /> : null}
      </div>
    </div>
  );
}
