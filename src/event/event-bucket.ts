import * as s3 from 'aws-cdk-lib/aws-s3';
import { Aspects } from 'aws-cdk-lib/core';
import { advise, Finding } from '../model/finding';

// What the L2 calls the custom resource that writes all notifications of a bucket.
const NOTIFICATIONS = 'Notifications';

/** Advises that nobody has a bucket of elsewhere send its events. */
export function checkBucket(bucket: s3.IBucket): Finding[] {
  return resourceOf(bucket) || hasNotifications(bucket) ? [] : [advise('TaskTrigger.ImportedBucket', '',
    `is a bucket of elsewhere, ${bucket.node.path}, which stays as it is; turn EventBridge notifications on where it is made, or call its enableEventBridgeNotification()`)];
}

/**
 * Has a bucket of this app send its events to EventBridge.
 *
 * In its own template. The L2 does it with a function, and needs to where it writes the bucket's other notifications: the last to write
 * them wins. Those may come later, so that this is looked at once more when all are there.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html
 */
export function sendToEventBridge(bucket: s3.IBucket): void {
  const resource = resourceOf(bucket);
  if (resource && !hasNotifications(bucket)) {
    resource.addPropertyOverride('NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled', true);
  }
  if (resource) {
    Aspects.of(bucket).add({ visit: (node) => { if (node === bucket && hasNotifications(bucket)) bucket.enableEventBridgeNotification(); } });
  }
}

/** Absent for an imported bucket. */
function resourceOf(bucket: s3.IBucket): s3.CfnBucket | undefined {
  const child = bucket.node.defaultChild;
  return s3.CfnBucket.isCfnBucket(child) ? child : undefined;
}

function hasNotifications(bucket: s3.IBucket): boolean {
  return bucket.node.tryFindChild(NOTIFICATIONS) !== undefined;
}
