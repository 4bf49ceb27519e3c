import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const PACK_RULES = rules({ concerns: [RuleConcern.DEPLOYABILITY], satisfiedBy: '-' }, [
  {
    id: 'EcsPolicy.Unread',
    level: RuleLevel.WARNING,
    info: 'A check of the pack failed over something that it did not expect.',
    explanation: 'The rules of that check say nothing about the templates; all others do.',
    remedy: 'Tell the maintainers of the pack, with the part of the template that it is about.',
    source: 'This pack.',
  },
]);
