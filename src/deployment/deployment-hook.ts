import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, IResolveContext, Lazy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { HookFacts } from '../model/deployment/deployment-hooks';
import { ecsOf } from '../private/ecs-principal';
import { InlineRole } from '../private/inline-role';
import { knownMinutes } from '../private/known';

/**
 * A stage of a deployment that moves traffic, at which hooks run.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html
 */
export enum DeploymentStage {
  /** A deployment starts while an earlier one is still going on. */
  RECONCILE_SERVICE = 'RECONCILE_SERVICE',
  /** No task of the new revision has started. */
  PRE_SCALE_UP = 'PRE_SCALE_UP',
  /** The tasks of the new revision have started, and get no traffic. */
  POST_SCALE_UP = 'POST_SCALE_UP',
  /** Test traffic goes over to the new revision; takes no pause. */
  TEST_TRAFFIC_SHIFT = 'TEST_TRAFFIC_SHIFT',
  /** Test traffic reaches the new revision: the place for tests. */
  POST_TEST_TRAFFIC_SHIFT = 'POST_TEST_TRAFFIC_SHIFT',
  /** Production traffic is about to go over, at each step once. */
  PRE_PRODUCTION_TRAFFIC_SHIFT = 'PRE_PRODUCTION_TRAFFIC_SHIFT',
  /** Production traffic goes over, at each step once; takes no pause. */
  PRODUCTION_TRAFFIC_SHIFT = 'PRODUCTION_TRAFFIC_SHIFT',
  /** All production traffic is on the new revision. */
  POST_PRODUCTION_TRAFFIC_SHIFT = 'POST_PRODUCTION_TRAFFIC_SHIFT',
}

/** What happens to a deployment whose hook nobody ended in time. */
export enum HookTimeoutAction {
  /** It is rolled back. */
  ROLLBACK = 'ROLLBACK',
  /** It goes on. */
  CONTINUE = 'CONTINUE',
}

/** When a hook runs, and how long it may take. */
export interface HookOptions {
  /** Stages at which it runs; one at the least. */
  readonly stages: DeploymentStage[];

  /**
   * Time after which `onTimeout` happens: whole minutes, up to a day for a function and up to 14 days for a pause.
   *
   * @default Duration.hours(24)
   */
  readonly timeout?: Duration;

  /**
   * What happens when the time is over.
   *
   * @default HookTimeoutAction.ROLLBACK
   */
  readonly onTimeout?: HookTimeoutAction;
}

/** A function that decides whether a deployment goes on. */
export interface FunctionHookOptions extends HookOptions {
  /**
   * What the function gets with each call, as `hookDetails`; anything that JSON can hold, and no secrets.
   *
   * @default - nothing but what ECS tells of the deployment
   */
  readonly details?: { readonly [key: string]: any };
}

/**
 * What has to happen before a deployment that moves traffic goes on.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html
 */
export class DeploymentHook {
  /**
   * A function that answers `{ "hookStatus": "SUCCEEDED" }`, `FAILED` for a rollback, or `IN_PROGRESS` to be called again.
   *
   * ECS calls it with a role of the service's own that may invoke the hooks of this service and nothing else.
   *
   * @example
   * declare const smokeTest: lambda.Function;
   *
   * DeploymentHook.lambdaFunction(smokeTest, { stages: [DeploymentStage.POST_TEST_TRAFFIC_SHIFT] });
   */
  public static lambdaFunction(handler: lambda.IFunction, options: FunctionHookOptions): DeploymentHook {
    return new DeploymentHook(options, handler, options.details);
  }

  /**
   * Waits until somebody calls `ContinueServiceDeployment`; EventBridge tells of it with `ECS Hook State Change`.
   *
   * @example
   * DeploymentHook.pause({ stages: [DeploymentStage.POST_TEST_TRAFFIC_SHIFT], timeout: cdk.Duration.hours(4) });
   */
  public static pause(options: HookOptions): DeploymentHook {
    return new DeploymentHook(options);
  }

  /**
   * A function that has to know which service has the hook.
   *
   * @internal
   */
  public static _of(handler: lambda.IFunction, options: FunctionHookOptions, tell: (service: ecs.CfnService) => void): DeploymentHook {
    return new DeploymentHook(options, handler, options.details, tell);
  }

  private constructor(
    private readonly options: HookOptions,
    /** @internal */
    public readonly _handler?: lambda.IFunction,
    private readonly details?: { readonly [key: string]: any },
    private readonly tell?: (service: ecs.CfnService) => void,
  ) {}

  /** @internal */
  public _facts(): HookFacts {
    const { stages, timeout } = this.options;
    return { pause: this._handler === undefined, stages, timeoutMinutes: knownMinutes(timeout) };
  }

  /** @internal */
  public _render(role: iam.IRole | undefined): ecs.CfnService.DeploymentLifecycleHookProperty {
    const { onTimeout, stages, timeout } = this.options;
    const handler = this._handler;
    const hook = {
      lifecycleStages: stages,
      ...(handler ? { hookTargetArn: handler.functionArn, roleArn: role!.roleArn, hookDetails: this.details } : { targetType: 'PAUSE' }),
      timeoutConfiguration: timeout ?? onTimeout ? { timeoutInMinutes: timeout?.toMinutes(), action: onTimeout } : undefined,
    };
    if (this.tell) listeners.set(hook, this.tell);
    return hook;
  }
}

/** Who wants to know the service that has a hook, by the hook as the template has it: that is rendered before there is a service. */
const listeners = new WeakMap<ecs.CfnService.DeploymentLifecycleHookProperty, (service: ecs.CfnService) => void>();

/** Hooks as the template has them, with the role that the functions among them are called with. */
export function bindHooks(scope: Construct, hooks: DeploymentHook[]): ecs.CfnService.DeploymentLifecycleHookProperty[] {
  const functions = hooks.flatMap(({ _handler }) => _handler ?? []);
  const role = functions.length > 0 ? new InlineRole(scope, 'HookRole', { assumedBy: ecsOf(scope) }) : undefined;
  role?.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['lambda:InvokeFunction'],
    resources: [...new Set(functions.map(({ functionArn }) => functionArn))],
  }));
  return hooks.map((hook) => hook._render(role));
}

/** By property, before those that its user adds to the L2, which knows neither pauses nor details. */
export function addHooks(resource: ecs.CfnService, hooks: ecs.CfnService.DeploymentLifecycleHookProperty[]): void {
  const deployment = resource.deploymentConfiguration as ecs.CfnService.DeploymentConfigurationProperty;
  const { lifecycleHooks } = deployment;
  resource.deploymentConfiguration = {
    ...deployment,
    lifecycleHooks: Lazy.uncachedAny({ produce: (context: IResolveContext) => [...hooks, ...context.resolve(lifecycleHooks) ?? []] }),
  };
  hooks.forEach((hook) => listeners.get(hook)?.(resource));
}
