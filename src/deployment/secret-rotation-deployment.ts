import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { clusterNameOf, factsAtSynth, factsNow, serviceResourcesIn } from './existing-service';
import { parameterWithArn, ReadSecret, secretsReadBy, secretWithArn } from './read-secrets';
import { CHANGE_SOURCES, patternOf } from './secret-changes';
import { checkPattern, checkRedeployable } from '../model/deployment/redeployment';
import { Finding, refuse, under } from '../model/finding';
import { charactersOf, COMMON_REFERENCE } from '../private/characters';
import { guard, guardAtSynth } from '../private/guard';
import { makeHandler } from '../private/handler';

// It waits for up to a minute and a half before it does anything.
const TIMEOUT = Duration.minutes(3);

/** What a `SecretRotationDeployment` is made of. */
export interface SecretRotationDeploymentProps {
  /**
   * A service of this app that ECS deploys, rolling or with traffic shifting: an L2 such as `ecs.FargateService`, the `service` of a
   * pattern, a construct with one service in it, or the L1.
   */
  readonly service: ecsRefs.IServiceRef;

  /**
   * Secrets of Secrets Manager, of this account and Region, whose change starts a deployment.
   *
   * @default - with neither `secrets` nor `parameters`, everything that the containers of the L2 service read as they start
   */
  readonly secrets?: secretsmanager.ISecret[];

  /**
   * Parameters of Systems Manager, of this account and Region, whose change starts a deployment.
   *
   * @default - with neither `secrets` nor `parameters`, everything that the containers of the L2 service read as they start
   */
  readonly parameters?: ssm.IParameter[];
}

/**
 * Deploys a service again when a secret changes that its tasks read: a running task keeps the value with which it started.
 *
 * What changes within a minute is one deployment. It goes as every deployment of the service does, with its circuit breaker and alarms.
 *
 * Throws one error that lists everything wrong: `SecretRotationDeployment.ImportedService` for a service that is not of this app,
 * `SecretRotationDeployment.SeveralServices` for a construct with more than one, and `SecretRotationDeployment.Controller` for one that
 * CodeDeploy or somebody else deploys (checked again at synth). Refuses at synth, with `SecretRotationDeployment.NoSecret`, a service whose
 * containers are not known to read any secret, and, with `SecretRotationDeployment.EventPattern`, more secrets than one event pattern has
 * room for.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 *
 * @example
 * new SecretRotationDeployment(this, 'Rotation', { service: web });
 */
@propertyInjectable
export class SecretRotationDeployment extends Construct {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.SecretRotationDeployment';

  /** What the changes arrive at. */
  public readonly rule: events.Rule;

  /** What starts the deployments. */
  public readonly function: lambda.Function;

  /** Where it says what it has started. */
  public readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: SecretRotationDeploymentProps) {
    super(scope, id);

    const [service, ...others] = serviceResourcesIn(props.service);
    guard(this, [
      ...(service === undefined ? [refuse('SecretRotationDeployment.ImportedService', 'service',
        'must be a service of this app, got an imported one; make the SecretRotationDeployment where the service is made')] : []),
      ...(others.length > 0 ? [refuse('SecretRotationDeployment.SeveralServices', 'service',
        `must hold one ECS service, got ${others.length + 1} in ${props.service.node.path}; give each of them a SecretRotationDeployment`)] : []),
      ...(service ? under('service', checkRedeployable(factsNow(service))) : []),
    ]);

    const handler = makeHandler(this, {
      folder: 'redeploy',
      description: 'Deploys an ECS service again when a secret has changed that its tasks read',
      timeout: TIMEOUT,
      environment: { CLUSTER: clusterNameOf(service), SERVICE: service.attrName },
      statements: [new iam.PolicyStatement({ actions: ['ecs:DescribeServices', 'ecs:UpdateService'], resources: [service.ref] })],
    });
    this.function = handler.function;
    this.logGroup = handler.logGroup;
    this.rule = new events.Rule(this, 'Rule', {
      description: 'Secrets and parameters that the tasks of an ECS service read as they start',
      eventPattern: { source: CHANGE_SOURCES },
      targets: [new targets.LambdaFunction(this.function)],
    });
    // The L2 has no place for alternatives. Containers, and their secrets, may still be added after this construct.
    const read = () => secretsOf(service, props);
    (this.rule.node.defaultChild as events.CfnRule).eventPattern = Lazy.any({ produce: () => patternOf(read()) });
    guardAtSynth(this, () => [...under('service', checkRedeployable(factsAtSynth(service))), ...this.checkWatched(read())]);
  }

  private checkWatched(read: ReadSecret[]): Finding[] {
    if (read.length === 0) {
      return [refuse('SecretRotationDeployment.NoSecret', 'service',
        'needs a container that reads a secret, got none that is known; name what is to be watched in `secrets` or `parameters`')];
    }
    const pattern = Stack.of(this).resolve(patternOf(read));
    const watched = new Set(read.map(({ arn }) => arn)).size;
    return checkPattern({ watched, fewest: charactersOf(pattern, 0), likely: charactersOf(pattern, COMMON_REFERENCE) });
  }
}

function secretsOf(service: ecs.CfnService, { secrets, parameters }: SecretRotationDeploymentProps): ReadSecret[] {
  if (secrets !== undefined || parameters !== undefined) {
    return [
      ...(secrets ?? []).map(({ secretFullArn, secretArn }) => secretWithArn(secretFullArn ?? secretArn, secretFullArn !== undefined)),
      ...(parameters ?? []).map(({ parameterArn }) => parameterWithArn(parameterArn)),
    ];
  }
  const { taskDefinition } = service.node.scope as Partial<ecs.BaseService>;
  return taskDefinition ? secretsReadBy(taskDefinition) : [];
}
