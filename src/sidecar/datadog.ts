import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { containerOptions, SidecarOptions } from './sidecar-options';
import { Finding, under } from '../model/finding';
import { checkDatadog } from '../model/task/datadog';
import { ServiceFacts } from '../private/service-facts';
import { ContainerHealth } from '../task/container-health';
import { ISidecar, SidecarDescription } from '../task/sidecar';
import { CheckedSidecar } from '../task/task-sidecars';

const DEFAULTS = {
  name: 'datadog-agent',
  // Datadog Agent 7.84.2, for both processors.
  image: 'public.ecr.aws/datadog/agent:7.84.2',
  // The task of Datadog's example for Fargate, which holds the agent alone (datadog-agent-ecs-fargate.json).
  memoryReservationMiB: 512,
};
const DOGSTATSD = { port: 8125, protocol: ecs.Protocol.UDP };
const TRACES = { port: 8126 };
const DEFAULT_SITE = 'datadoghq.com';
// Datadog documentation, "Amazon ECS": the agent's own command.
const HEALTH = ContainerHealth.command(['agent', 'health'], { startPeriod: Duration.seconds(15) });

/** A Datadog agent beside the containers of a task. */
export interface DatadogOptions extends SidecarOptions {
  /** API key, from Secrets Manager or Parameter Store. */
  readonly apiKey: ecs.Secret;

  /**
   * Site of the organization: `datadoghq.eu`, `us5.datadoghq.com`.
   *
   * @default 'datadoghq.com'
   */
  readonly site?: string;

  /**
   * Take traces, on port 8126; the agent takes metrics of DogStatsD on UDP port 8125 in any case.
   *
   * @default true
   */
  readonly traces?: boolean;

  /**
   * Environment of the application: `production`.
   *
   * @default - as the application says
   */
  readonly env?: string;

  /**
   * Name of the application.
   *
   * @default - as the application says
   */
  readonly service?: string;

  /**
   * Version of the application.
   *
   * @default - as the application says
   */
  readonly version?: string;
}

/** A Datadog agent that takes traces and metrics of its task, and on Fargate asks ECS for those of the containers. */
export class Datadog implements ISidecar, CheckedSidecar {
  constructor(private readonly options: DatadogOptions) {}

  public describe(): SidecarDescription {
    const { apiKey, env, service, site, traces, version } = this.options;
    return {
      container: {
        ...containerOptions(this.options, DEFAULTS),
        // The application serves on without it.
        essential: false,
        restart: {},
        // It writes its settings and its state into folders of its image.
        readonlyRootFilesystem: false,
        healthCheck: HEALTH,
        environment: {
          DD_SITE: site ?? DEFAULT_SITE,
          DD_APM_ENABLED: String(traces ?? true),
          ...(env === undefined ? {} : { DD_ENV: env }),
        },
        secrets: { DD_API_KEY: apiKey },
      },
      environment: {
        DD_AGENT_HOST: 'localhost',
        // Datadog documentation, "Unified service tagging".
        ...(env === undefined ? {} : { DD_ENV: env }),
        ...(service === undefined ? {} : { DD_SERVICE: service }),
        ...(version === undefined ? {} : { DD_VERSION: version }),
      },
      startsBefore: ecs.ContainerDependencyCondition.START,
      localPorts: [DOGSTATSD, ...(traces ?? true ? [TRACES] : [])],
    };
  }

  public bind(container: ecs.ContainerDefinition): void {
    if (container.taskDefinition.isFargateCompatible) {
      container.addEnvironment('ECS_FARGATE', 'true');
    }
  }

  public _findings(path: string, { platforms }: Pick<ServiceFacts, 'platforms'>): Finding[] {
    return under(path, checkDatadog({ platforms }));
  }
}
