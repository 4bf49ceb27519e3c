import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Token } from 'aws-cdk-lib/core';
import { known } from '../private/known';

/**
 * What is known of the reference of an image before it is bound: `web:v1`, `web@sha256:…`.
 *
 * Images of a registry and of an ECR repository know their name. A tag may be known where the rest is a token; assets, and tags that a
 * parameter gives, are known only to the deployment.
 */
export function imageReference(image: ecs.ContainerImage): string | undefined {
  const { imageName } = image as unknown as { readonly imageName?: string };
  if (imageName === undefined || !Token.isUnresolved(imageName)) {
    return known(imageName);
  }
  // The text that stands for a token holds no @, and no colon.
  const [, name, version] = /([^/:@]*)([:@](?:sha256:)?[^/:@]+)$/.exec(imageName) ?? [];
  if (version === undefined || Token.isUnresolved(version)) {
    return undefined;
  }
  return `${Token.isUnresolved(name) ? 'repository' : name}${version}`;
}
