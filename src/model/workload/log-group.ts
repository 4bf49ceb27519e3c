import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';

const LOG_GROUP = 'AWS::Logs::LogGroup';

/** The log group of the templates that a value names, by a reference or by its own name. */
export function logGroupNamed(set: TemplateSet, from: Resource, value: unknown): Resource | undefined {
  const group = set.target(from, value) ?? set.named(LOG_GROUP, 'LogGroupName', value);
  return group?.type === LOG_GROUP ? group : undefined;
}
