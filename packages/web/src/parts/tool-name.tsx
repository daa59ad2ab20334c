// A tool by its title, the name that playbooks give it, and what it does.
import type { ToolView } from '@vito/contracts/tool-server';

export function ToolName({ tool }: { tool: Pick<ToolView, 'name' | 'title' | 'description'> }) {
  return (
    <div className="min-w-0 flex-1 basis-64">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-sm font-medium wrap-anywhere">{tool.title}</span>
        <span className="font-mono text-xs wrap-anywhere text-faint">{tool.name}</span>
      </p>
      {tool.description ? (
        <p className="mt-0.5 line-clamp-3 text-xs text-pretty wrap-anywhere text-muted" title={tool.description}>
          {tool.description}
        </p>
      ) : null}
    </div>
  );
}
