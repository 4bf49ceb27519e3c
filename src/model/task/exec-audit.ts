import { advise, Finding, refuse } from '../finding';
import { entryIn, flagIn, isGiven, isWritten, Properties, textIn } from '../template-value';

/** What is known of how a cluster records sessions of ECS Exec; `undefined` is not known. */
export interface ExecAuditFacts {
  /** Empty where it is not said. */
  readonly logging?: string;
  /** A log group or a bucket to record in is named. */
  readonly target?: boolean;
  /** A key encrypts the sessions. */
  readonly key?: boolean;
  /** ECS Exec asks whether the log group is encrypted before a session starts. */
  readonly encryptsGroup?: boolean;
  /** The log group has a key. */
  readonly groupKey?: boolean;
}

const EXEC = 'Configuration.ExecuteCommandConfiguration';
const RECORD = `${EXEC}.LogConfiguration`;

/** Reads what an `AWS::ECS::Cluster` says of ECS Exec; absent where it says nothing, or where that is not known. */
export function readExecAudit(cluster: Properties): ExecAuditFacts | undefined {
  return isWritten(entryIn(cluster, EXEC)) ? {
    logging: textIn(entryIn(cluster, `${EXEC}.Logging`, '')),
    target: either(isWritten(entryIn(cluster, `${RECORD}.CloudWatchLogGroupName`)), isWritten(entryIn(cluster, `${RECORD}.S3BucketName`))),
    key: isWritten(entryIn(cluster, `${EXEC}.KmsKeyId`)),
    encryptsGroup: flagIn(entryIn(cluster, `${RECORD}.CloudWatchEncryptionEnabled`, false)),
  } : undefined;
}

// ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec", on logging.
const TO_GROUP = ['logs:DescribeLogGroups', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
const TO_BUCKET = ['s3:PutObject'];

/** What the role of a task takes to record sessions where an `AWS::ECS::Cluster` says. */
export function recordActions(cluster: Properties): readonly string[] {
  if (entryIn(cluster, `${EXEC}.Logging`) !== 'OVERRIDE') return [];
  return [
    ...(isGiven(entryIn(cluster, `${RECORD}.CloudWatchLogGroupName`)) ? TO_GROUP : []),
    ...(isGiven(entryIn(cluster, `${RECORD}.S3BucketName`)) ? TO_BUCKET : []),
  ];
}

/** Advises against sessions that nobody has a record of, and refuses a record that there cannot be. */
export function checkExecAudit({ encryptsGroup, groupKey, key, logging, target }: ExecAuditFacts): Finding[] {
  if (logging === undefined) return [];
  if (logging === 'NONE') {
    return [advise('ExecAudit.NoLogging', 'logging', 'must be DEFAULT or OVERRIDE, or nobody knows what was done in a session, got NONE; take OVERRIDE, and name a log group')];
  }
  return [
    ...(key === false ? [advise('ExecAudit.NoKey', 'kmsKeyId', 'must name a key that only those have who may read sessions, got none; name a key of AWS KMS')] : []),
    ...(logging === 'OVERRIDE' && target === false ? [refuse('ExecAudit.OverrideWithoutTarget', 'logConfiguration',
      'must name a log group or a bucket where `Logging` is OVERRIDE, got neither; name one')] : []),
    ...(encryptsGroup && groupKey === false ? [refuse('ExecAudit.UnencryptedGroup', 'logConfiguration.cloudWatchEncryptionEnabled',
      'must be false for a log group without a key, since no session starts otherwise, got true; give the log group a key, or leave it out')] : []),
  ];
}

function either(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  if (one || other) return true;
  return one === undefined || other === undefined ? undefined : false;
}
