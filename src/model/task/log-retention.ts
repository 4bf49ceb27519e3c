import { advise, Finding } from '../finding';
import { entryIn, numberIn, Properties } from '../template-value';

/** For how many days an `AWS::Logs::LogGroup` keeps logs, `Infinity` where it never deletes any; absent when not known. */
export function readRetention(group: Properties): number | undefined {
  return numberIn(entryIn(group, 'RetentionInDays', Infinity));
}

/** Advises against a log group that keeps logs for ever, or for less than somebody has asked for. */
export function checkRetention(days: number | undefined, { least }: { readonly least: number }): Finding[] {
  if (days === undefined || (days >= least && days !== Infinity)) return [];
  const [rule, got] = days === Infinity ? ['must be set, or logs are kept and paid for ever', 'none'] : [`must be ${least} days or more`, `${days}`];
  return [advise('LogGroup.NoRetention', 'retentionInDays', `${rule}, got ${got}; set as many days as the logs are needed`)];
}
