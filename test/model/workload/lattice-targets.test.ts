import { TemplateSet } from '../../../src/model/template/template-set';
import { latticeMembersIn } from '../../../src/model/workload/lattice-targets';

const members = (configurations: unknown) => latticeMembersIn(TemplateSet.of([{
  name: 'a',
  template: {
    Resources: {
      Service: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'Task' }, VpcLatticeConfigurations: configurations } },
      Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { NetworkMode: 'awsvpc' } },
      Ips: { Type: 'AWS::VpcLattice::TargetGroup', Properties: { Type: 'IP' } },
      Instances: { Type: 'AWS::VpcLattice::TargetGroup', Properties: { Type: 'INSTANCE' } },
      Foreign: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Type: 'IP' } },
    },
  },
}]));
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

test('a configuration leads to its target groups', () => {
  expect(members([{ TargetGroupArn: arn('Ips'), AdvancedConfiguration: { AlternateTargetGroupArn: { Ref: 'Instances' } } }, { TargetGroupArn: arn('Foreign') }])).toMatchObject([{
    task: { mode: 'awsvpc' },
    configurations: [{ targetType: 'IP', alternateType: 'INSTANCE' }, { targetType: undefined, alternateType: undefined }],
  }]);
});

test('configurations are of one target group where they name it alike', () => {
  const [{ configurations }] = members([arn('Ips'), { Ref: 'Ips' }, arn('Instances'), 'arn:1', 'arn:1', { Ref: 'P' }].map((TargetGroupArn) => ({ TargetGroupArn })));
  expect(configurations.map(({ target }) => target)).toEqual(['a Ips', 'a Ips', 'a Instances', '"arn:1"', '"arn:1"', '{"Ref":"P"}']);
});

test('a service without any is none', () => {
  expect(members(undefined)).toEqual([]);
});
