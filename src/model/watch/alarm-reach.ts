import { Environment } from './environment';
import { advise, Finding, refuse } from '../finding';

/**
 * Whether an alarm can notify a topic.
 *
 * CloudWatch refuses a topic of another region when the alarm is made. One of another account has to let it in.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export function checkReach(topic: Environment, alarm: Environment): Finding[] {
  if (differ(topic.region, alarm.region)) {
    return [refuse('AlarmDestination.OtherRegion', '',
      `takes the alarms of its own region, ${topic.region}, got one of ${alarm.region}; make a destination for each region`)];
  }
  return differ(topic.account, alarm.account) ? [advise('AlarmDestination.OtherAccount', '',
    `is a topic of account ${topic.account}, whose policy has to let cloudwatch.amazonaws.com publish alarms of account ${alarm.account}; add that to it`)] : [];
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}
