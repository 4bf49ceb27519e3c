import { Clients } from './clients';
import { correct, Template } from './correct-template';
import { Proofs } from './proofs';

interface Refusal {
  /** Puts one fault into a correct template. */
  readonly fault: (resources: Template['Resources']) => void;
  /** What CloudFormation has to say of it. */
  readonly said: RegExp;
}

const container = (resources: Template['Resources']) => resources.Task.Properties.ContainerDefinitions[0];

const REFUSALS: Record<string, Refusal> = {
  'a type that nobody knows': {
    fault: (it) => { it.Nope = { Type: 'AWS::Nope::Nope', Properties: {} }; },
    said: /Nope \(AWS::Nope::Nope\): Unrecognized resource type AWS::Nope::Nope/,
  },
  'a type that the control plane cannot make': {
    fault: (it) => { it.Table = { Type: 'AWS::DynamoDB::Table', Properties: {} }; },
    said: /cannot make resources of the type AWS::DynamoDB::Table: nothing is skipped here/,
  },
  'a custom resource that is not in the table': {
    fault: (it) => { it.Own = { Type: 'Custom::Own', Properties: { ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:none' } }; },
    said: /Custom::Own are not in the table of what is not covered/,
  },
  'a property that nobody knows': {
    fault: (it) => { it.Service.Properties.DesiredCounts = 2; },
    said: /'DesiredCounts' was unexpected/,
  },
  'a property that nobody knows, three levels down': {
    fault: (it) => { it.Service.Properties.DeploymentConfiguration = { DeploymentCircuitBreaker: { Enable: true, Rollback: true, Rolback: true } }; },
    said: /Properties\/DeploymentConfiguration\/DeploymentCircuitBreaker.*'Rolback' was unexpected/,
  },
  'a property that is read-only': {
    fault: (it) => { it.Service.Properties.ServiceArn = 'arn:aws:ecs:us-east-1:123456789012:service/a/b'; },
    said: /Properties\/ServiceArn: is read-only/,
  },
  'a property that is required and not there': {
    fault: (it) => { delete container(it).Image; },
    said: /'Image' is a required property/,
  },
  'a value that is not one of those there are': {
    fault: (it) => { it.Task.Properties.NetworkMode = 'vpc'; },
    said: /'vpc' is not one of|NetworkMode: has to be one of/,
  },
  'a value of another type': {
    fault: (it) => { it.Service.Properties.DesiredCount = 'two'; },
    said: /Properties\/DesiredCount: 'two' is not of type 'integer'/,
  },
  'a value outside of its range': {
    fault: (it) => { it.Association.Properties.DefaultCapacityProviderStrategy[0].Base = 100_001; },
    said: /100001 is greater than the maximum|has to be 0 to 100000/,
  },
  'an attribute that a resource has not': {
    fault: (it) => { container(it).Image = { 'Fn::GetAtt': ['Cluster', 'Image'] }; },
    said: /Cluster \(AWS::ECS::Cluster\) has no attribute Image/,
  },
  'a reference to nothing': {
    fault: (it) => { it.Service.Properties.Cluster = { Ref: 'Claster' }; },
    said: /Unresolved resource dependencies \[Claster\]/,
  },
  'a service that does not wait for its listener': {
    fault: (it) => { it.Service.DependsOn = ['Association']; },
    said: /does not have an associated load balancer/,
  },
  'a service that does not wait for the providers of its cluster': {
    fault: (it) => { it.Service.DependsOn = ['Listener']; },
    said: /not associated with the cluster.*FARGATE/,
  },
  'a provider that is not associated with the cluster': {
    fault: (it) => { it.Association.Properties.CapacityProviders = ['FARGATE']; },
    said: /not associated with the cluster.*FARGATE_SPOT/,
  },
  'a launch type beside a strategy': {
    fault: (it) => { it.Service.Properties.LaunchType = 'FARGATE'; },
    said: /both a launch type and capacity provider strategy/,
  },
  'a task of a network mode without a network': {
    fault: (it) => { delete it.Service.Properties.NetworkConfiguration; },
    said: /Network Configuration must be provided when networkMode 'awsvpc' is specified/,
  },
  'a container that the task has not': {
    fault: (it) => { it.Service.Properties.LoadBalancers[0].ContainerName = 'web'; },
    said: /The container web does not exist in the task definition/,
  },
  'a port that the container has not': {
    fault: (it) => { it.Service.Properties.LoadBalancers[0].ContainerPort = 8081; },
    said: /The container app did not have a container port 8081 defined/,
  },
  'targets of another type than the network mode takes': {
    fault: (it) => { it.Group.Properties.TargetType = 'instance'; },
    said: /has target type instance, which is incompatible with the awsvpc network mode/,
  },
  'a size that Fargate has not': {
    fault: (it) => { it.Task.Properties.Memory = '5000'; },
    said: /No Fargate configuration exists for given values: 256 CPU, 5000 memory/,
  },
  'a mount of a volume that the task has not': {
    fault: (it) => { container(it).MountPoints = [{ SourceVolume: 'files', ContainerPath: '/files' }]; },
    said: /Unknown volume 'files'/,
  },
  'a wait for the health of a container without a check': {
    fault: (it) => {
      it.Task.Properties.ContainerDefinitions.push({ Name: 'proxy', Image: 'proxy', DependsOn: [{ ContainerName: 'app', Condition: 'HEALTHY' }] });
    },
    said: /being HEALTHY, which has no health check/,
  },
  'fewer tasks at most than at least': {
    fault: (it) => { it.Target.Properties.MaxCapacity = 1; },
    said: /Maximum capacity cannot be less than minimum capacity/,
  },
};

/** A correct template is made, and each of its copies with one fault is refused: what the control plane takes means something. */
export async function proveRefusals({ cloudFormation }: Clients, proofs: Proofs): Promise<void> {
  const create = async (name: string, template: Template) => {
    try {
      await cloudFormation.createStack({ StackName: name, TemplateBody: JSON.stringify(template) });
      return 'made';
    } catch (error) {
      return (error as Error).message;
    }
  };
  proofs.same('refusals: the correct template is made', await create('Correct', correct()), 'made');
  for (const [index, [name, { fault, said }]] of Object.entries(REFUSALS).entries()) {
    const template = correct();
    fault(template.Resources);
    const answer = await create(`Fault${index}`, template);
    if (said.test(answer)) proofs.pass(`refusals: ${name}`);
    else proofs.fail(`refusals: ${name}`, `expected ${said}\n       got      ${answer.slice(0, 600)}`);
  }
}
