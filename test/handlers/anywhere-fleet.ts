import {
  DeregisterContainerInstanceCommand, DescribeContainerInstancesCommand, ECS, ListContainerInstancesCommand,
} from '@aws-sdk/client-ecs';
import { ListSecretVersionIdsCommand, PutSecretValueCommand, SecretsManager } from '@aws-sdk/client-secrets-manager';
import {
  CreateActivationCommand, DeleteActivationCommand, DeregisterManagedInstanceCommand, DescribeActivationsCommand, DescribeInstanceInformationCommand,
  SSM,
} from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';

/** The parts of Systems Manager, Secrets Manager and ECS that the handler uses, behind the mocked clients of the SDK, with a clock that only sleep moves. */

/** Plain JavaScript, as Lambda runs it. */
export const SOURCE = '../../handlers/anywhere';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const RUN = 15 * MINUTE;
export const ROLE = 'Shop-EdgeInstanceRole-X1';
export const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/edge';
const SECRET_URL = 'https://cloudformation-custom-resource-response.example.com/?X-Amz-Signature=signed';

const { call, keepValid, run } = jest.requireActual(SOURCE);
const { aws: adapter } = jest.requireActual(`${SOURCE}/aws`);

const ssm = mockClient(SSM);
const secrets = mockClient(SecretsManager);
const ecs = mockClient(ECS);

type Action = 'createActivation' | 'deleteActivation' | 'describeActivations' | 'putSecretValue' | 'listSecretVersionIds' |
  'listContainerInstances' | 'describeContainerInstances' | 'deregisterContainerInstance' | 'describeInstanceInformation' | 'deregisterManagedInstance';

/** What a service answers; like those of the SDK, it may carry what was sent. */
export function error(name: string, message: string = name): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: {} });
}

/** What comes where no service answers, also after the retries of the SDK. */
export function networkError(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', $metadata: { attempts: 3 } });
}

export function planOf(rest: object = {}): any {
  return {
    role: ROLE,
    secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:Edge-1',
    registrationLimit: 10,
    validHours: 720,
    renewBelowHours: 366,
    machineName: 'edge',
    tags: { site: 'berlin', EcsAnywhereFleet: ROLE },
    ...rest,
  };
}

/** What CloudFormation asks for. */
export function request(RequestType: 'Create' | 'Update' | 'Delete', plan: object = planOf(), rest: object = {}): any {
  return {
    RequestType,
    RequestId: `request-${RequestType}`,
    ResponseURL: SECRET_URL,
    StackId: 'arn:stack',
    LogicalResourceId: 'EdgeActivation',
    ResourceProperties: { Activation: JSON.stringify(plan), Machines: JSON.stringify({ role: (plan as any).role, cluster: CLUSTER, leave: false }) },
    ...RequestType === 'Create' ? {} : { PhysicalResourceId: ROLE },
    ...rest,
  };
}

export class Aws {
  public time = Date.UTC(2026, 10, 22);
  public activations: any[] = [];
  public versions: any[] = [];
  public nodes: any[] = [];
  public instances: any[] = [];
  public readonly answers: any[] = [];
  public readonly continued: any[] = [];
  public readonly metrics: any[] = [];
  public readonly slept: number[] = [];
  /** Thrown by the next calls of an action, one each, before anything is done. */
  public readonly errors: Partial<Record<Action, Error[]>> = {};
  /** Called before an action is done, with what was sent. */
  public before?: (action: Action, input: any) => void | Promise<void>;
  /** What Secrets Manager lists where it is late. */
  public versionsListed?: () => any[];
  /** Whether what is listed of a role is more than that. */
  public listsByPrefix = false;
  /** Everything that was secret at some time. */
  public readonly secrets: string[] = [];
  /** Everything that was written to standard output or sent to CloudFormation. */
  public readonly told: string[] = [];
  private made = 0;
  private readonly api: any;

  constructor() {
    [ssm, secrets, ecs].forEach((client) => client.reset());
    ssm.on(CreateActivationCommand).callsFake((input) => this.doing('createActivation', input, () => this.create(input)));
    ssm.on(DeleteActivationCommand).callsFake((input) => this.doing('deleteActivation', input, () => this.remove(input)));
    ssm.on(DescribeActivationsCommand).callsFake((input) => this.doing('describeActivations', input, () => this.describeActivations(input)));
    ssm.on(DescribeInstanceInformationCommand).callsFake((input) => this.doing('describeInstanceInformation', input, () => this.describeNodes(input)));
    ssm.on(DeregisterManagedInstanceCommand).callsFake((input) => this.doing('deregisterManagedInstance', input, () => this.deregisterNode(input)));
    secrets.on(PutSecretValueCommand).callsFake((input) => this.doing('putSecretValue', input, () => this.put(input)));
    secrets.on(ListSecretVersionIdsCommand).callsFake((input) => this.doing('listSecretVersionIds', input, () => this.listVersions(input)));
    ecs.on(ListContainerInstancesCommand).callsFake((input) => this.doing('listContainerInstances', input, () => this.listInstances(input)));
    ecs.on(DescribeContainerInstancesCommand).callsFake((input) => this.doing('describeContainerInstances', input, () => this.describeInstances(input)));
    ecs.on(DeregisterContainerInstanceCommand).callsFake((input) => this.doing('deregisterContainerInstance', input, () => this.deregisterInstance(input)));
    this.api = {
      ...adapter('arn:function'),
      respond: async (url: string, body: string) => {
        expect(url).toBe(SECRET_URL);
        this.told.push(body);
        this.answers.push(JSON.parse(body));
      },
      goOn: async (input: object) => { this.continued.push(JSON.parse(JSON.stringify(input))); },
      write: (line: string) => {
        expect(line).toMatch(/\n$/);
        this.told.push(line);
        this.metrics.push(JSON.parse(line));
      },
      sleep: async (milliseconds: number) => {
        this.time += milliseconds;
        this.slept.push(milliseconds);
      },
      now: () => this.time,
    };
  }

  /** Runs for a request, and for what it goes on with, until there is an answer. */
  public async answerTo(asked: object): Promise<any> {
    const before = this.answers.length;
    await this.runOnce(asked);
    while (this.answers.length === before) await this.runOnce(this.continued[this.continued.length - 1]);
    return this.answers[this.answers.length - 1];
  }

  public async runOnce(asked: object, milliseconds: number = RUN): Promise<void> {
    await run(this.api, asked, milliseconds);
  }

  /** Looks after the activation, as the schedule has it done. */
  public async renew(plan: object = planOf(), id: string = `event-${this.time}`, time: number = this.time): Promise<void> {
    await keepValid(this.api, { id, time: new Date(time).toISOString(), activation: plan });
  }

  public async callRoll(): Promise<void> {
    await call(this.api, { role: ROLE, cluster: CLUSTER });
  }

  public callsOf(command: 'CreateActivation' | 'PutSecretValue' | 'DeregisterContainerInstance'): any[] {
    if (command === 'CreateActivation') return ssm.commandCalls(CreateActivationCommand).map(({ args: [{ input }] }) => input);
    if (command === 'PutSecretValue') return secrets.commandCalls(PutSecretValueCommand).map(({ args: [{ input }] }) => input);
    return ecs.commandCalls(DeregisterContainerInstanceCommand).map(({ args: [{ input }] }) => input);
  }

  /** What a machine reads. */
  public get secret(): any {
    const current = this.versions.find(({ stages }) => stages.includes('AWSCURRENT'));
    return current && JSON.parse(current.value);
  }

  public get ids(): string[] {
    return this.activations.map(({ ActivationId }) => ActivationId);
  }

  /** Registers machines, in Systems Manager and in the cluster. */
  public register(count: number, rest: object = {}): void {
    for (let index = this.nodes.length; count > 0; index += 1, count -= 1) {
      const id = `mi-${String(index).padStart(17, '0')}`;
      this.nodes.push({ InstanceId: id, PingStatus: 'Online', IamRole: ROLE });
      this.instances.push({ containerInstanceArn: `${CLUSTER.replace(':cluster/', ':container-instance/')}/${index}`, ec2InstanceId: id, agentConnected: true, ...rest });
    }
  }

  /** An activation of somebody, as `CreateActivation` leaves it. */
  public create({ Description, ExpirationDate, IamRole, ...rest }: any): any {
    expect(ExpirationDate.getTime()).toBeLessThanOrEqual(this.time + 720 * HOUR);
    this.made += 1;
    const ActivationId = `00000000-0000-4000-8000-${String(this.made).padStart(12, '0')}`;
    const ActivationCode = `Code/+${this.made}abcdefghijklm`;
    this.secrets.push(ActivationId, ActivationCode);
    this.activations.push({ ActivationId, Description, ExpirationDate, IamRole, CreatedDate: new Date(this.time), RegistrationsCount: 0, ...rest });
    return { ActivationId, ActivationCode };
  }

  private remove({ ActivationId }: any): object {
    if (!this.ids.includes(ActivationId)) throw error('InvalidActivation', `The activation ${ActivationId} is not valid`);
    this.activations = this.activations.filter((activation) => activation.ActivationId !== ActivationId);
    return {};
  }

  private describeActivations({ Filters, MaxResults, NextToken = '0' }: any): object {
    expect(MaxResults).toBeLessThanOrEqual(50);
    expect(Filters).toEqual([{ FilterKey: 'IamRole', FilterValues: [expect.any(String)] }]);
    const [role] = Filters[0].FilterValues;
    const all = this.activations.filter(({ IamRole }) => (this.listsByPrefix ? IamRole.startsWith(role) : IamRole === role))
      .map((activation) => ({ ...activation, Expired: activation.ExpirationDate.getTime() <= this.time }));
    const { next, page } = pageOf(all, NextToken, MaxResults);
    return { ActivationList: page, NextToken: next };
  }

  private put({ ClientRequestToken, SecretString }: any): object {
    const known = this.versions.find(({ VersionId }) => VersionId === ClientRequestToken);
    if (known) {
      if (known.value !== SecretString) throw Object.assign(error('ResourceExistsException', `exists, not ${SecretString}`), { request: { SecretString } });
      return {};
    }
    for (const version of this.versions) version.stages = version.stages.includes('AWSCURRENT') ? ['AWSPREVIOUS'] : [];
    this.versions.push({ VersionId: ClientRequestToken, value: SecretString, stages: ['AWSCURRENT'] });
    return {};
  }

  private listVersions({ IncludeDeprecated, NextToken = '0' }: any): object {
    const listed = (this.versionsListed?.() ?? this.versions).filter(({ stages }) => IncludeDeprecated || stages.length > 0);
    const { next, page } = pageOf(listed, NextToken, 2);
    return { Versions: page.map(({ stages, VersionId }) => ({ VersionId, VersionStages: stages })), NextToken: next };
  }

  private describeNodes({ Filters: [{ Key, Values }], MaxResults, NextToken = '0' }: any): object {
    expect(MaxResults).toBeLessThanOrEqual(50);
    // Systems Manager API reference, DescribeInstanceInformation: an id that it does not know is an error.
    if (Key === 'InstanceIds' && Values.some((id: string) => !this.nodes.some(({ InstanceId }) => InstanceId === id))) throw error('InvalidInstanceId');
    const all = this.nodes.filter(({ InstanceId, IamRole }) => Key === 'ResourceType' || Values.includes(Key === 'IamRole' ? IamRole : InstanceId));
    const { next, page } = pageOf(all, NextToken, MaxResults);
    return { InstanceInformationList: page, NextToken: next };
  }

  private deregisterNode({ InstanceId }: any): object {
    if (!this.nodes.some((node) => node.InstanceId === InstanceId)) throw error('InvalidInstanceId');
    this.nodes = this.nodes.filter((node) => node.InstanceId !== InstanceId);
    return {};
  }

  private listInstances({ maxResults, nextToken = '0' }: any): object {
    expect(maxResults).toBeLessThanOrEqual(100);
    const { next, page } = pageOf(this.instances, nextToken, maxResults);
    return { containerInstanceArns: page.map(({ containerInstanceArn }) => containerInstanceArn), nextToken: next };
  }

  private describeInstances({ containerInstances }: any): object {
    expect(containerInstances.length).toBeGreaterThan(0);
    expect(containerInstances.length).toBeLessThanOrEqual(100);
    return { containerInstances: this.instances.filter(({ containerInstanceArn }) => containerInstances.includes(containerInstanceArn)) };
  }

  private deregisterInstance({ cluster, containerInstance, force }: any): object {
    expect([cluster, force]).toEqual([CLUSTER, true]);
    if (!this.instances.some(({ containerInstanceArn }) => containerInstanceArn === containerInstance)) {
      throw error('InvalidParameterException', 'Referenced container instance was not found.');
    }
    this.instances = this.instances.filter(({ containerInstanceArn }) => containerInstanceArn !== containerInstance);
    return {};
  }

  private async doing(action: Action, input: any, answer: () => any): Promise<any> {
    await this.before?.(action, input);
    const thrown = this.errors[action]?.shift();
    if (thrown) throw thrown;
    return answer();
  }
}

function pageOf(all: any[], token: string, size: number): { page: any[]; next?: string } {
  const end = Number(token) + size;
  return { page: all.slice(Number(token), end), next: end < all.length ? `${end}` : undefined };
}
