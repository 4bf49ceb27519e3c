import { App, Stack } from 'aws-cdk-lib/core';
import { microservices } from '../../examples/microservices/microservices';

const app = new App();
microservices(app);
const stack = app.node.findChild('Microservices') as Stack;
const { Resources } = app.synth().getStackArtifact(stack.artifactId).template;
const ofType = (type: string): [string, any][] =>
  Object.entries<any>(Resources).filter(([, { Type }]) => Type === type).map(([id, { Properties }]) => [id, Properties]);

const NAMES = ['Frontend', 'Api', 'Database', 'Prices', 'Payments'];
const nameIn = (reference: unknown) => NAMES.find((name) => JSON.stringify(reference)?.includes(`"${name}SecurityGroup`)) ?? 'others';

/** Who may reach whom: rules beside the groups, and those inside of them. */
function ways(): string[] {
  const rule = (group: string, { FromPort, SourcePrefixListId, SourceSecurityGroupId, ToPort }: any) => (
    `${SourcePrefixListId ? 'VPC Lattice' : nameIn(SourceSecurityGroupId)} to ${group} on ${FromPort}-${ToPort}`);
  const beside = ofType('AWS::EC2::SecurityGroupIngress').map(([, properties]) => rule(nameIn(properties.GroupId), properties));
  const inside = ofType('AWS::EC2::SecurityGroup').flatMap(([id, { SecurityGroupIngress: rules = [] }]) => {
    const group = NAMES.find((name) => id.startsWith(`${name}SecurityGroup`));
    return group ? rules.map((properties: any) => rule(group, properties)) : [];
  });
  return [...beside, ...inside].sort();
}

test('each service admits those that were connected to it, on one port, and nobody else', () => {
  expect(ways()).toEqual([
    'Api to Database on 5432-5432',
    'Frontend to Api on 8080-8080',
    'Payments to Prices on 8080-8080',
    'VPC Lattice to Payments on 8080-8080',
    // The load balancer.
    'others to Frontend on 8080-8080',
  ]);
});

test('the API is deployed before the frontend, and the database before the API', () => {
  const services = ofType('AWS::ECS::Service').map(([id]) => id);
  const waits = (name: string) => services.filter((id) => Resources[services.find((service) => service.startsWith(name))!].DependsOn?.includes(id));
  expect([waits('Frontend'), waits('Api'), waits('Database')]).toEqual([[expect.stringMatching(/^Api/)], [expect.stringMatching(/^Database/)], []]);
});

test('clients know the addresses from their environment', () => {
  const variables = ofType('AWS::ECS::TaskDefinition').flatMap(([, { ContainerDefinitions }]) => ContainerDefinitions.flatMap(({ Environment = [] }: any) => Environment));
  expect(variables).toEqual(expect.arrayContaining([{ Name: 'API_URL', Value: 'http://api:80' }, { Name: 'DATABASE_URL', Value: 'tcp://db:5432' }]));
});
