import * as ecs from 'aws-cdk-lib/aws-ecs';
import { FIRELENS } from '../model/task/fire-lens';

/** The name of a log driver in a task definition, read without binding it; `undefined` for a class that is not known. */
export function driverName(driver: ecs.LogDriver): string | undefined {
  if (driver instanceof ecs.GenericLogDriver) {
    return (driver as unknown as { logDriver: string }).logDriver;
  }
  return [
    { type: ecs.AwsLogDriver, name: 'awslogs' },
    { type: ecs.FireLensLogDriver, name: FIRELENS },
    { type: ecs.FluentdLogDriver, name: 'fluentd' },
    { type: ecs.GelfLogDriver, name: 'gelf' },
    { type: ecs.JournaldLogDriver, name: 'journald' },
    { type: ecs.JsonFileLogDriver, name: 'json-file' },
    { type: ecs.NoneLogDriver, name: 'none' },
    { type: ecs.SplunkLogDriver, name: 'splunk' },
    { type: ecs.SyslogLogDriver, name: 'syslog' },
  ].find(({ type }) => driver instanceof type)?.name;
}
