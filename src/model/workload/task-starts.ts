import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { entryIn, isWritten, knownList, knownProperties, numberIn, textIn } from '../template-value';

/** Something that starts tasks, which then run on their own. */
export interface TaskStart {
  readonly owner: Resource;
  /** Where the parameters of the tasks are. */
  readonly path: string;
  /** Where the role is named. */
  readonly rolePath: string;
  readonly roleArn: unknown;
  /** Who assumes the role. */
  readonly service: string;
  readonly taskDefinition: unknown;
  /** Absent where it is not of the templates. */
  readonly task?: Resource;
  readonly count?: number;
  /** It tags what it starts; absent when not known. */
  readonly tags?: boolean;
  readonly launchType?: string;
  /** It says where in the network its tasks are; absent when not known. */
  readonly namesNetwork?: boolean;
}

/** Every rule, schedule and pipe that starts tasks. */
export function taskStartsIn(set: TemplateSet): readonly TaskStart[] {
  return [
    ...set.resources('AWS::Events::Rule').flatMap((rule) => (knownList(rule.properties.Targets) ?? []).flatMap((target, index) => startOf(set, rule, {
      parameters: entryIn(target, 'EcsParameters'),
      path: `targets[${index}].ecsParameters`,
      roleArn: entryIn(target, 'RoleArn'),
      rolePath: `targets[${index}].roleArn`,
      service: 'events.amazonaws.com',
    }))),
    ...set.resources('AWS::Scheduler::Schedule').flatMap((schedule) => startOf(set, schedule, {
      parameters: entryIn(schedule.properties, 'Target.EcsParameters'),
      path: 'target.ecsParameters',
      roleArn: entryIn(schedule.properties, 'Target.RoleArn'),
      rolePath: 'target.roleArn',
      service: 'scheduler.amazonaws.com',
    })),
    ...set.resources('AWS::Pipes::Pipe').flatMap((pipe) => startOf(set, pipe, {
      parameters: entryIn(pipe.properties, 'TargetParameters.EcsTaskParameters'),
      path: 'targetParameters.ecsTaskParameters',
      roleArn: pipe.properties.RoleArn,
      rolePath: 'roleArn',
      service: 'pipes.amazonaws.com',
    })),
  ];
}

type WrittenStart = Pick<TaskStart, 'path' | 'roleArn' | 'rolePath' | 'service'> & { readonly parameters: unknown };

function startOf(set: TemplateSet, owner: Resource, { parameters: written, ...start }: WrittenStart): TaskStart[] {
  const parameters = isWritten(written) ? knownProperties(written) : undefined;
  if (parameters === undefined) return [];
  const { PropagateTags: propagated, TagList: tagList, Tags: tags = tagList, TaskCount: count, TaskDefinitionArn: taskDefinition } = parameters;
  const task = set.target(owner, taskDefinition);
  return [{
    owner,
    ...start,
    taskDefinition,
    task: task?.type === 'AWS::ECS::TaskDefinition' ? task : undefined,
    count: numberIn(count),
    tags: isWritten(propagated) || someOf(tags),
    launchType: textIn(parameters.LaunchType),
    namesNetwork: isWritten(parameters.NetworkConfiguration),
  }];
}

function someOf(list: unknown): boolean | undefined {
  const entries = knownList(list);
  return entries === undefined ? undefined : entries.length > 0;
}
