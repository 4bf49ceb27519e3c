import { Finding, refuse } from '../finding';

/** What is known of whether a task names its size. */
export interface SizeNamedFacts {
  readonly fargate: boolean;
  /** Absent when not known. */
  readonly namesCpu?: boolean;
  /** Absent when not known. */
  readonly namesMemory?: boolean;
}

/** Refuses a task on Fargate that does not say how large it is. CloudFormation reference, AWS::ECS::TaskDefinition Cpu and Memory. */
export function checkSizeNamed({ fargate, namesCpu, namesMemory }: SizeNamedFacts): Finding[] {
  return [
    ...(fargate && namesCpu === false ? [missing('cpu', '256')] : []),
    ...(fargate && namesMemory === false ? [missing('memory', '512')] : []),
  ];
}

function missing(path: string, smallest: string): Finding {
  return refuse('FargateSize.Missing', path, `must be set on Fargate, where the size of the task decides what it gets, got none; the smallest is ${smallest}`);
}
