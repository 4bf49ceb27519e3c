import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Finding, under } from '../model/finding';
import { checkDeployedImage } from '../model/task/deployed-image';
import { guardAtSynth } from '../private/guard';

/**
 * The image that was deployed last: its tag or digest is in a parameter of Systems Manager, which the pipeline of the application writes.
 *
 * CloudFormation reads the parameter anew at each update of the stack. So a change of the infrastructure deploys what runs already, and a
 * new value is deployed by an update of the stack with the same template.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
export class DeployedImage extends ecs.ContainerImage {
  /**
   * An image by the tag that a parameter holds, such as `v2.3.1`.
   *
   * The parameter has a value before the stack is first deployed. A service refuses one that CloudFormation would not read anew, such as
   * one of the same stack, with `DeployedImage.NotReadAnew`.
   *
   * @param repository where the image is
   * @param parameter imported by its name
   *
   * @example
   * const tag = ssm.StringParameter.fromStringParameterName(this, 'Tag', '/shop/web/tag');
   * TaskBlueprint.container({ image: DeployedImage.fromTagParameter(repository, tag) });
   */
  public static fromTagParameter(repository: ecr.IRepository, parameter: ssm.IStringParameter): DeployedImage {
    return new DeployedImage(repository, parameter, repository.repositoryUriForTag(parameter.stringValue));
  }

  /**
   * An image by the digest that a parameter holds, `sha256:` and 64 hexadecimal digits.
   *
   * The parameter has a value before the stack is first deployed. A service refuses one that CloudFormation would not read anew, such as
   * one of the same stack, with `DeployedImage.NotReadAnew`.
   *
   * @param repository where the image is
   * @param parameter imported by its name
   */
  public static fromDigestParameter(repository: ecr.IRepository, parameter: ssm.IStringParameter): DeployedImage {
    return new DeployedImage(repository, parameter, repository.repositoryUriForDigest(parameter.stringValue));
  }

  private constructor(private readonly repository: ecr.IRepository, private readonly parameter: ssm.IStringParameter, private readonly uri: string) {
    super();
  }

  /** Called by the container definition; lets the execution role of the task pull the image. */
  public bind(_scope: Construct, containerDefinition: ecs.ContainerDefinition): ecs.ContainerImageConfig {
    this.repository.grantPull(containerDefinition.taskDefinition.obtainExecutionRole());
    // For containers that no service of this library has looked at.
    guardAtSynth(containerDefinition, () => under('image', this._findings()));
    return { imageName: this.uri };
  }

  /**
   * Lets a pipeline push an image and write the parameter, and nothing else.
   *
   * @param grantee the role of the pipeline
   */
  public grantPublish(grantee: iam.IGrantable): iam.Grant {
    return this.repository.grantPullPush(grantee).combine(this.parameter.grantWrite(grantee));
  }

  /** @internal */
  public _findings(): Finding[] {
    return checkDeployedImage({ value: Stack.of(this.parameter).resolve(this.parameter.stringValue) });
  }
}
