import * as s3 from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib/core';
import { checkBucket, sendToEventBridge } from '../../src/event/event-bucket';
import { advise } from '../../src/model/finding';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';

const TURNED_ON = { EventBridgeConfiguration: { EventBridgeEnabled: true } };

function notify(stack: Stack, bucket: s3.IBucket): void {
  bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, new SqsDestination(new sqs.Queue(stack, 'Removed')));
}

/** What the function that writes notifications writes. */
function written(stack: Stack): any[] {
  return propertiesOf(stack, 'Custom::S3BucketNotifications').map(({ NotificationConfiguration: configuration }) => configuration);
}

describe('a bucket of the app', () => {
  test('sends its events by its own template, without a function', () => {
    const stack = new Stack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    sendToEventBridge(bucket);
    expect(theOnly(stack, 'AWS::S3::Bucket').Properties).toEqual({ NotificationConfiguration: TURNED_ON });
    expect(resourcesOf(stack, 'AWS::Lambda::Function')).toEqual({});
  });

  test('may start several tasks', () => {
    const stack = new Stack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    sendToEventBridge(bucket);
    sendToEventBridge(bucket);
    expect(theOnly(stack, 'AWS::S3::Bucket').Properties).toEqual({ NotificationConfiguration: TURNED_ON });
  });

  test('with other notifications sends its events too: whatever is written last has both', () => {
    const stack = new Stack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    notify(stack, bucket);
    sendToEventBridge(bucket);
    expect(written(stack)).toEqual([{ EventBridgeConfiguration: {}, QueueConfigurations: [expect.objectContaining({ Events: ['s3:ObjectRemoved:*'] })] }]);
    expect(theOnly(stack, 'AWS::S3::Bucket').Properties ?? {}).not.toHaveProperty('NotificationConfiguration');
  });

  test('gets other notifications later, and sends its events still', () => {
    const stack = new Stack();
    const bucket = new s3.Bucket(stack, 'Uploads');
    sendToEventBridge(bucket);
    notify(stack, bucket);
    expect(written(stack)).toEqual([{ EventBridgeConfiguration: {}, QueueConfigurations: [expect.objectContaining({ Events: ['s3:ObjectRemoved:*'] })] }]);
  });

  test('has nothing to be told', () => {
    expect(checkBucket(new s3.Bucket(new Stack(), 'Uploads'))).toEqual([]);
  });
});

describe('a bucket of elsewhere', () => {
  test('stays as it is, and its user is told where to turn its events on', () => {
    const stack = new Stack(undefined, 'Shop');
    const bucket = s3.Bucket.fromBucketName(stack, 'Uploads', 'uploads');
    sendToEventBridge(bucket);
    expect(resourcesOf(stack)).toEqual({});
    expect(checkBucket(bucket)).toEqual([advise('TaskTrigger.ImportedBucket', '', 'is a bucket of elsewhere, Shop/Uploads, which stays as it is; '
      + 'turn EventBridge notifications on where it is made, or call its enableEventBridgeNotification()')]);
  });

  test('whose notifications are written here has nothing to be told, and keeps what they are', () => {
    const stack = new Stack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Uploads', 'uploads');
    bucket.enableEventBridgeNotification();
    sendToEventBridge(bucket);
    expect(checkBucket(bucket)).toEqual([]);
    expect(written(stack)).toEqual([{ EventBridgeConfiguration: {} }]);
  });
});
