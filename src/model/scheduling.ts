import { entryIn, Properties, textIn } from './template-value';

/** True for an `AWS::ECS::Service` with a task on each instance; undefined where it is not known. */
export function isDaemon(service: Properties): boolean | undefined {
  const scheduling = textIn(entryIn(service, 'SchedulingStrategy', 'REPLICA'));
  return scheduling === undefined ? undefined : scheduling === 'DAEMON';
}
