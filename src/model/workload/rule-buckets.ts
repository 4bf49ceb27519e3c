import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { entryIn, flagIn, isWritten, knownList } from '../template-value';

// The resource of the CDK that writes notifications of a bucket after it is made.
const NOTIFICATIONS = 'Custom::S3BucketNotifications';
const TO_EVENT_BRIDGE = 'NotificationConfiguration.EventBridgeConfiguration';

/** A bucket, and whether it tells EventBridge of its objects. */
export interface HeardBucket {
  readonly name: string;
  /** Absent when not known. */
  readonly notifies?: boolean;
}

/** The buckets of the templates of whose objects a rule hears. */
export function bucketsOf(set: TemplateSet, rule: Resource): readonly HeardBucket[] {
  const { EventPattern: pattern } = rule.properties;
  if (!knownList(entryIn(pattern, 'source'))?.includes('aws.s3')) return [];
  const named = knownList(entryIn(pattern, 'detail.bucket.name')) ?? [];
  return named.flatMap((name) => set.target(rule, name) ?? set.named('AWS::S3::Bucket', 'BucketName', name) ?? [])
    .filter(({ type }) => type === 'AWS::S3::Bucket').map((bucket) => ({ name: bucket.logicalId, notifies: notifies(set, bucket) }));
}

function notifies(set: TemplateSet, bucket: Resource): boolean | undefined {
  const verdicts = [bucket, ...set.referrers(bucket, NOTIFICATIONS)].map(({ properties }) => {
    const configuration = entryIn(properties, TO_EVENT_BRIDGE);
    // CloudFormation reference, AWS::S3::Bucket EventBridgeConfiguration: on unless it says otherwise.
    return isWritten(configuration) ? flagIn(entryIn(configuration, 'EventBridgeEnabled', true)) : isWritten(configuration);
  });
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}
