import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';

/** Asks for the alarms under a construct. */
interface Listener {
  readonly scope: IConstruct;
  readonly receive: (alarm: cloudwatch.Alarm) => void;
}

interface Registry {
  readonly alarms: cloudwatch.Alarm[];
  readonly listeners: Listener[];
}

const registries = new WeakMap<IConstruct, Registry>();

/** Tells whoever asked for it of an alarm that this library made, and keeps it for those who ask later. */
export function recordAlarm(alarm: cloudwatch.Alarm): cloudwatch.Alarm {
  const { alarms, listeners } = registryOf(alarm);
  alarms.push(alarm);
  listeners.filter(({ scope }) => isUnder(scope, alarm)).forEach(({ receive }) => receive(alarm));
  return alarm;
}

/** Calls back for every alarm of this library under a construct: those that are there, and those to come. */
export function onEveryAlarm(scope: IConstruct, receive: (alarm: cloudwatch.Alarm) => void): void {
  const { alarms, listeners } = registryOf(scope);
  listeners.push({ scope, receive });
  alarms.filter((alarm) => isUnder(scope, alarm)).forEach(receive);
}

function registryOf({ node: { root } }: IConstruct): Registry {
  const registry = registries.get(root) ?? { alarms: [], listeners: [] };
  registries.set(root, registry);
  return registry;
}

function isUnder(scope: IConstruct, alarm: IConstruct): boolean {
  return alarm.node.scopes.includes(scope);
}
