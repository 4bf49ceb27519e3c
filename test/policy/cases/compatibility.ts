import { open } from './task-templates';
import { PARAMETER, RuleCase } from '../kit';
import { fargateService, task } from '../templates';

export const COMPATIBILITY_CASES: readonly RuleCase[] = [
  {
    id: 'Compatibility.Unknown',
    good: task({ task: { RequiresCompatibilities: ['FARGATE', 'EC2'] } }),
    bad: task({ task: { RequiresCompatibilities: ['FARGATE', 'LAMBDA'] } }),
    tokens: task({ task: { RequiresCompatibilities: ['FARGATE', PARAMETER] } }),
    at: 'Task Properties.RequiresCompatibilities.1',
    message: "`RequiresCompatibilities.1` takes EC2, FARGATE, EXTERNAL or MANAGED_INSTANCES, got 'LAMBDA'",
  },
  {
    id: 'Compatibility.NotOffered',
    good: fargateService({ task: { RequiresCompatibilities: undefined } }),
    bad: fargateService({ task: { RequiresCompatibilities: ['EC2'] } }),
    tokens: fargateService({ task: { RequiresCompatibilities: ['EC2', open('FARGATE')] } }),
    at: 'Task Properties.RequiresCompatibilities',
    message: '`RequiresCompatibilities` lists FARGATE, where a service runs the task, got EC2',
  },
];
