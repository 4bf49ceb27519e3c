import { WrittenContainer } from './written-containers';
import { advise, Finding, refuse } from '../finding';

const CLOUDWATCH = 'awslogs';
const BLOCKING = 'blocking';

/** Where the tasks run. */
interface LoggingUse {
  /** Absent when not known. */
  readonly fargate?: boolean;
}

/**
 * Advises against containers without a log, and against those that wait for it, and refuses what the driver of CloudWatch Logs does not start with.
 *
 * AWS Security Hub control ECS.9; CloudFormation reference, AWS::ECS::TaskDefinition LogConfiguration.
 */
export function checkLogging(containers: readonly Pick<WrittenContainer, 'path' | 'logging'>[], { fargate }: LoggingUse): Finding[] {
  return containers.flatMap(({ path: container, logging: { driver, group, mode, prefix, region } }) => {
    const path = `${container}.logConfiguration`;
    if (driver === '') {
      return [advise('Logging.None', path, 'must name a log driver, or what the container says is lost, got none; name awslogs and a log group')];
    }
    const inCloudWatch = driver === CLOUDWATCH;
    return [
      ...(mode === BLOCKING ? [advise('Logging.Blocking', `${path}.options.mode`,
        `must be non-blocking, or the application stands still while its log cannot be delivered, got ${mode}; leave it out`)] : []),
      ...(inCloudWatch && group === false ? [refuse('Logging.NoGroup', `${path}.options`,
        'must name a log group with `awslogs-group`, got none; name one')] : []),
      ...(inCloudWatch && fargate && prefix === false ? [refuse('Logging.NoStreamPrefix', `${path}.options`,
        'must say with `awslogs-stream-prefix` what streams begin with on Fargate, got none; add it')] : []),
      ...(inCloudWatch && fargate && region === false ? [refuse('Logging.NoRegion', `${path}.options`,
        'must name the Region of the log group with `awslogs-region` on Fargate, got none; add it')] : []),
    ];
  });
}
