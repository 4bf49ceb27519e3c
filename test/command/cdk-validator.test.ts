import { readdirSync } from 'fs';
import { tmpdir } from 'os';
import { validate } from './validator';
import { cdkValidator } from '../../src/command/cdk-validator';
import { CommandFinding } from '../../src/command/report';

const GOOD = JSON.stringify({ Resources: { A: { Type: 'AWS::ECS::Cluster' } } });
// Both formats, both ways in which locations are written, and two findings of a rule with values of their own.
const BAD = `
Resources:
  A:
    Type: AWS::ECS::TaskDefinition
    Properties:
      RequiresCompatibilities: [FARGATE]
      NetworkMode: awsvpc
      Cpu: "256"
      Memory: "8192"
      ContainerDefinitions:
        - {Name: a, Image: x, Bar: 1, PortMappings: [{ContainerPort: 80, HostPort: 81}]}
  B:
    Type: AWS::ECS::TaskDefinition
    Properties:
      RequiresCompatibilities: [FARGATE]
      NetworkMode: awsvpc
      Cpu: 512
      Memory: "99999"
      ContainerDefinitions: [{Name: a, Image: x}]
  C:
    Type: AWS::ECS::Cluster
  C:
    Type: AWS::ECS::Cluster
Odd: {}
`;

const fargate = (logicalId: string, pair: string): CommandFinding => ({
  id: 'CloudFormation-Validate::E3047',
  level: 'error',
  logicalId,
  path: 'Properties.Cpu',
  message: `Cpu: ${pair} for Fargate`,
  remedy: 'Use a valid Fargate CPU/memory combination (e.g., Cpu: 256 with Memory: 512, 1024, or 2048)',
});

/** Versions of the validator differ in their order, in quotes around numbers, and in the place of a section. */
function alike(findings: readonly CommandFinding[]): CommandFinding[] {
  return findings.map((finding) => ({
    ...finding,
    message: finding.message.replace(/'(\d+)'/g, '$1').replace(/^Odd: /, ''),
    path: finding.path === 'Odd' ? '' : finding.path,
  })).sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
}

test('tells every finding with its own values, and where it is', () => {
  expect(validate([GOOD, BAD]).map(alike)).toEqual([[], alike([
    {
      id: 'CloudFormation-Validate::F0000', level: 'error', logicalId: 'C', path: '', message: "Resources/C: Duplicate key 'C'", remedy: '',
    },
    {
      id: 'CloudFormation-Validate::F0005', level: 'error', logicalId: '', path: '', message: "'Odd' is not a valid top-level template section", remedy: '',
    },
    {
      id: 'CloudFormation-Validate::F3002',
      level: 'error',
      logicalId: 'A',
      path: 'Properties.ContainerDefinitions.0.Bar',
      message: "ContainerDefinitions.0.Bar: Additional properties are not allowed ('Bar' was unexpected)",
      remedy: '',
    },
    fargate('A', 'Cpu 256 is not compatible with Memory 8192'),
    fargate('B', 'Cpu 512 is not compatible with Memory 99999'),
    {
      id: 'CloudFormation-Validate::E3053',
      level: 'error',
      logicalId: 'A',
      path: 'Properties.ContainerDefinitions.0.PortMappings.0.HostPort',
      message: 'ContainerDefinitions[0].PortMappings[0].HostPort: HostPort 81 must equal ContainerPort 80 when NetworkMode is awsvpc',
      remedy: 'Set HostPort equal to ContainerPort or remove HostPort',
    },
    {
      id: 'CloudFormation-Validate::W9003',
      level: 'warning',
      logicalId: 'B',
      path: 'Properties.Cpu',
      message: "Cpu: 512 is not of type 'string' - automatically coerced (number to string)",
      remedy: '',
    },
  ])]);
});

test('tells findings of several templates apart', () => {
  const bad = (memory: string) => BAD.replace('"8192"', memory);
  const pairs = validate([bad('"1"'), bad('"2"')]).map((findings) => findings.filter(({ id }) => id.endsWith('E3047')));
  expect(pairs.map(alike)).toEqual(['1', '2'].map((memory) => alike([
    fargate('A', `Cpu 256 is not compatible with Memory ${memory}`),
    fargate('B', 'Cpu 512 is not compatible with Memory 99999'),
  ])));
});

test('Fn::Transform may stand anywhere', () => {
  const include = 'Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://bucket/part}}';
  const template = (odd: string) => `
Resources:
  ${odd}: {Name: AWS::Include, Parameters: {Location: s3://bucket/part}}
  A:
    Type: AWS::ECS::Cluster
    Properties:
      ${include}
${include}
`;
  const [right, wrong] = validate([template('Fn::Transform'), template('Fn-Transformed')]);
  expect(right).toEqual([]);
  expect(wrong.map(({ id }) => id)).toContain('CloudFormation-Validate::F0006');
});

test('what CloudFormation takes, and its schemas do not have, is no finding', () => {
  const template = (section: string, properties: object) => JSON.stringify({
    [section]: { Deployment: { Type: 'AWS::CodeDeploy::BlueGreen' } }, Resources: { A: { Type: 'AWS::ECS::Service', Properties: properties } },
  });
  const [right, wrong] = validate([
    template('Hooks', {
      DeploymentConfiguration: { EarlySuccessCriteria: {} }, GatewayConnectors: [], VpcLatticeConfigurations: [{ AdvancedConfiguration: {} }],
    }),
    template('Hook', { DeploymentConfiguration: { EarlySuccess: {} }, GatewayConnector: [], VpcLatticeConfigurations: [{ Advanced: {} }] }),
  ].map(String));
  const told = (findings: readonly CommandFinding[]) => findings
    .filter(({ id }) => ['F0005', 'F3002'].some((rule) => id.endsWith(rule))).map(({ path, message }) => (path === '' ? message.split(' ')[0] : path)).sort();
  expect(told(right)).toEqual([]);
  expect(told(wrong)).toEqual(expect.arrayContaining([
    'Properties.DeploymentConfiguration.EarlySuccess', 'Properties.GatewayConnector', 'Properties.VpcLatticeConfigurations.0.Advanced',
  ]));
  expect(wrong.some(({ message }) => message.includes("'Hook' is not a valid"))).toBe(true);
});

test('leaves no file behind', () => {
  const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('cdk-ecs-blueprints-'));
  const before = copies();
  expect(() => cdkValidator({
    validate: ({ templatePaths: [file] }) => {
      throw new Error(copies().filter((name) => file.includes(name)).length === 1 ? 'was there' : 'was not there');
    },
  })(['text'])).toThrow('was there');
  expect(copies()).toEqual(before);
});

// As that of aws-cdk-lib 2.276, which makes its engine later.
test('a plugin that tells each finding in its own words is asked as it is', () => {
  const findings = cdkValidator({
    validate: ({ templatePaths: [templatePath] }) => {
      const at = (resourceLogicalId: string | undefined, ...locations: string[]) => ({ resourceLogicalId, locations, templatePath });
      return {
        success: false,
        violations: [
          { ruleName: 'X1', description: 'is odd', severity: 'fatal', violatingResources: [at('A', 'Resources/A/Properties/B'), at('B', 'Resources/A')] },
          { ruleName: 'X2', description: 'is even', severity: 'warning', fix: 'Add one', violatingResources: [at(undefined)] },
        ],
      };
    },
  })(['text']);
  expect(findings).toEqual([[
    { id: 'CloudFormation-Validate::X1', level: 'error', logicalId: 'A', path: 'Properties.B', message: 'is odd', remedy: '' },
    { id: 'CloudFormation-Validate::X1', level: 'error', logicalId: 'B', path: 'Resources/A', message: 'is odd', remedy: '' },
    { id: 'CloudFormation-Validate::X2', level: 'warning', logicalId: '', path: '', message: 'is even', remedy: 'Add one' },
  ]]);
});

test('what is told twice counts once', () => {
  const twice = { ruleName: 'X1', description: 'is odd', severity: 'error', violatingResources: [0, 1].map(() => ({ resourceLogicalId: 'A', locations: [] })) };
  const [[one, ...others]] = cdkValidator({
    validate: ({ templatePaths: [templatePath] }) => ({
      success: false, violations: [{ ...twice, violatingResources: twice.violatingResources.map((each) => ({ ...each, templatePath })) }],
    }),
  })(['text']);
  expect([one.message, others]).toEqual(['is odd', []]);
});
