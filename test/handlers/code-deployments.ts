/** The parts of CodeDeploy, ECS and CloudFormation that the handler uses, in memory, with a clock that only sleep moves. */

/** Plain JavaScript, as Lambda runs it. */
export const SOURCE = '../../handlers/code-deploy';

export interface Handler {
  handler(request: any, context: any): Promise<void>;
  run(api: Api, request: any, milliseconds: number): Promise<void>;
  runs(taskSet: any, wanted: any): boolean;
}

export interface Api {
  describeServices(input: any): Promise<any>;
  listDeployments(input: any): Promise<any>;
  batchGetDeployments(input: any): Promise<any>;
  createDeployment(input: any): Promise<any>;
  stopDeployment(input: any): Promise<any>;
  goOn(input: any): Promise<any>;
  respond(url: string, body: string): Promise<unknown>;
  sleep(milliseconds: number): Promise<void>;
  now(): number;
}

export interface Deployment {
  deploymentId: string;
  status: string;
  description?: string;
  creator?: string;
  errorInformation?: { code: string; message: string };
  taskDefinition?: string;
}

export const MINUTE = 60_000;
const SECRET_URL = 'https://cloudformation-custom-resource-response.example.com/?X-Amz-Signature=secret';

export function appSpec(taskDefinition: string, properties: object = {}): any {
  return {
    version: '0.0',
    Resources: [{
      TargetService: {
        Type: 'AWS::ECS::Service',
        Properties: { TaskDefinition: taskDefinition, LoadBalancerInfo: { ContainerName: 'app', ContainerPort: 80 }, ...properties },
      },
    }],
    Hooks: [],
  };
}

/** What CloudFormation asks for. */
export function request(RequestType: 'Create' | 'Update' | 'Delete', taskDefinition: string, rest: object = {}): any {
  return {
    RequestType,
    RequestId: 'request-1',
    ResponseURL: SECRET_URL,
    StackId: 'arn:stack',
    LogicalResourceId: 'Shipment',
    ...(RequestType === 'Create' ? {} : { PhysicalResourceId: 'Shop/Web' }),
    ResourceProperties: { Cluster: 'cluster', Service: 'web', Application: 'Shop', DeploymentGroup: 'Web', AppSpec: JSON.stringify(appSpec(taskDefinition)) },
    ...rest,
  };
}

export class Aws {
  public time = 1_000 * MINUTE;
  public taskSets: any[];
  public readonly deployments: Deployment[] = [];
  /** What was asked of it, in order. */
  public readonly created: any[] = [];
  public readonly stopped: any[] = [];
  public readonly answers: any[] = [];
  public readonly continued: any[] = [];
  /** What happens as the clock goes on: called after every sleep. */
  public meanwhile?: (sleeps: number) => void;
  /** Thrown by the next calls of an action, one each. */
  public readonly errors: Partial<Record<keyof Api, Error[]>> = {};
  private sleeps = 0;

  public readonly api: Api = {
    describeServices: async () => this.doing('describeServices', { services: [{ taskSets: this.taskSets }] }),
    listDeployments: async ({ includeOnlyStatuses, createTimeRange }) => this.doing('listDeployments', {
      deployments: this.deployments
        .filter(({ status }) => createTimeRange ?? includeOnlyStatuses.includes(status))
        .map(({ deploymentId }) => deploymentId),
    }),
    batchGetDeployments: async ({ deploymentIds }) => this.doing('batchGetDeployments', {
      deploymentsInfo: this.deployments
        .filter(({ deploymentId }) => deploymentIds.includes(deploymentId))
        .map((deployment) => ({ ...deployment })),
    }),
    createDeployment: async (input) => {
      this.doing('createDeployment', {});
      const busy = this.deployments.find(({ status }) => !['Succeeded', 'Failed', 'Stopped'].includes(status));
      if (busy) throw error('DeploymentLimitExceededException', `The Deployment Group 'Web' already has an active Deployment '${busy.deploymentId}'`);
      this.created.push(input);
      const { TaskDefinition: taskDefinition } = JSON.parse(input.revision.appSpecContent.content).Resources[0].TargetService.Properties;
      const deployment = { deploymentId: `d-${this.deployments.length + 1}`, status: 'Created', creator: 'user', description: input.description, taskDefinition };
      this.deployments.push(deployment);
      return { deploymentId: deployment.deploymentId };
    },
    stopDeployment: async (input) => {
      this.doing('stopDeployment', {});
      this.stopped.push(input);
      this.end(input.deploymentId, 'Stopped');
    },
    goOn: async (input) => { this.continued.push(JSON.parse(JSON.stringify(input))); },
    respond: async (url, body) => {
      this.doing('respond', {});
      expect(url).toBe(SECRET_URL);
      this.answers.push(JSON.parse(body));
    },
    sleep: async (milliseconds) => {
      this.time += milliseconds;
      this.sleeps += 1;
      this.meanwhile?.(this.sleeps);
    },
    now: () => this.time,
  };

  constructor(taskDefinition: string = 'arn:task:1') {
    this.taskSets = [{ status: 'DRAINING', taskDefinition: 'arn:task:0' }, primary(taskDefinition)];
  }

  /** A deployment of somebody else, in progress. */
  public deploy(deployment: Partial<Deployment> = {}): Deployment {
    const made = { deploymentId: `d-${this.deployments.length + 1}`, status: 'InProgress', creator: 'user', ...deployment };
    this.deployments.push(made);
    return made;
  }

  /** Ends a deployment, with the traffic on its tasks where it succeeds. */
  public end(deploymentId: string, status: string, errorInformation?: { code: string; message: string }): void {
    const deployment = this.deployments.find((one) => one.deploymentId === deploymentId)!;
    Object.assign(deployment, { status, errorInformation });
    if (status === 'Succeeded') this.taskSets = [primary(deployment.taskDefinition!)];
  }

  private doing<T>(action: keyof Api, answer: T): T {
    const thrown = this.errors[action]?.shift();
    if (thrown) throw thrown;
    return answer;
  }
}

export function primary(taskDefinition: string): any {
  return {
    status: 'PRIMARY',
    taskDefinition,
    platformVersion: '1.4.0',
    loadBalancers: [{ containerName: 'app', containerPort: 80, targetGroupArn: 'arn:blue' }],
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' } },
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 1, weight: 1 }, { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 3 }],
  };
}

export function error(name: string, message: string = name): Error {
  return Object.assign(new Error(message), { name });
}
