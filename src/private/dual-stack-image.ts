import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Fn, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/**
 * Registry hosts that answer over IPv4 only, or a part of their name, and what answers over IPv6 too.
 *
 * ECR User Guide, "Making requests to Amazon ECR registries", ECR Public User Guide, "Making requests to Amazon ECR Public registries".
 */
const DUAL_STACK_HOSTS = [
  ['.dkr.ecr.', '.dkr-ecr.'],
  ['.amazonaws.com/', '.on.aws/'],
  ['.amazonaws.com.cn/', '.on.amazonwebservices.com.cn/'],
  ['public.ecr.aws/', 'ecr-public.aws.com/'],
];

/** An image that a task without IPv4 addresses can pull: the same one, from the registry's dual-stack endpoint. */
export class DualStackImage extends ecs.ContainerImage {
  constructor(private readonly image: ecs.ContainerImage) {
    super();
  }

  public bind(scope: Construct, containerDefinition: ecs.ContainerDefinition): ecs.ContainerImageConfig {
    const config = this.image.bind(scope, containerDefinition);
    return { ...config, imageName: DUAL_STACK_HOSTS.reduce((name, [host, dualStack]) => replace(name, host, dualStack), config.imageName) };
  }
}

/** At synth where the text is known by then, else at deployment: account, region and suffix may be known to CloudFormation only. */
function replace(text: string, part: string, by: string): string {
  return Token.isUnresolved(text) ? Fn.join(by, Fn.split(part, text)) : text.split(part).join(by);
}
