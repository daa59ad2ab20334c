// What a run wants to do and may not without the word of a person who is signed in.
import type { GateView } from '@vito/contracts/run';
import { useDecideGate } from '../data/decide-gate.js';
import { GateQuestion } from './gate-question.js';

export function GateCard(props: {
  gate: GateView;
  /** The one that keys are for. */
  chosen?: boolean;
  /** On the run's own page, which says the rest. */
  onRun?: boolean;
  onDecided?(): void;
  onOpen?(): void;
}) {
  const { gate, chosen, onRun, onDecided, onOpen } = props;
  const decide = useDecideGate(gate, () => onDecided?.());
  return (
    <GateQuestion
      gate={gate}
      decide={decide}
      run={onRun ? 'left out' : 'link'}
      {...(chosen === undefined ? {} : { chosen })}
      {...(onOpen ? { onOpen } : {})}
    />
  );
}
