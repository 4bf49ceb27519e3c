import { App, Validations } from 'aws-cdk-lib/core';

/** Acknowledges that the images of an example say themselves as whom they run; the container of an image that does not takes a `user`. */
export function acknowledgeUsersOfImages(app: App): void {
  Validations.of(app).acknowledge({ id: 'EcsPolicy-User.Root', reason: 'the images name a user of their own in the Dockerfile' });
}
