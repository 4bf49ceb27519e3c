export interface Template {
  readonly Resources: Record<string, { Type: string; DependsOn?: string[]; Properties: any }>;
}

const attribute = (name: string, of: string) => ({ 'Fn::GetAtt': [name, of] });
const ref = (name: string) => ({ Ref: name });

/** A service on Fargate and Fargate Spot behind a load balancer, as CloudFormation's users write it; a new copy each time. */
export function correct(): Template {
  return {
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      SubnetA: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1a' } },
      SubnetB: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1b' } },
      Access: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: ref('Vpc'), GroupDescription: 'of the service and its balancer' } },
      Balancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [attribute('Access', 'GroupId')], Scheme: 'internal' },
      },
      Group: {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        Properties: { VpcId: ref('Vpc'), Port: 80, Protocol: 'HTTP', TargetType: 'ip' },
      },
      Listener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: ref('Balancer'), Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Group') }],
        },
      },
      Cluster: { Type: 'AWS::ECS::Cluster', Properties: {} },
      Association: {
        Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
        Properties: {
          Cluster: ref('Cluster'),
          CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
          DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }],
        },
      },
      Task: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          Cpu: '256',
          Memory: '512',
          NetworkMode: 'awsvpc',
          RequiresCompatibilities: ['FARGATE'],
          ContainerDefinitions: [{ Name: 'app', Image: 'public.ecr.aws/nginx/nginx:1.27', PortMappings: [{ ContainerPort: 8080, Name: 'http' }] }],
        },
      },
      Service: {
        Type: 'AWS::ECS::Service',
        DependsOn: ['Association', 'Listener'],
        Properties: {
          Cluster: ref('Cluster'),
          TaskDefinition: ref('Task'),
          DesiredCount: 2,
          CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 3 }],
          NetworkConfiguration: {
            AwsvpcConfiguration: { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [attribute('Access', 'GroupId')] },
          },
          LoadBalancers: [{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: ref('Group') }],
        },
      },
      Target: {
        Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        Properties: {
          ServiceNamespace: 'ecs',
          ScalableDimension: 'ecs:service:DesiredCount',
          ResourceId: { 'Fn::Join': ['/', ['service', ref('Cluster'), attribute('Service', 'Name')]] },
          MinCapacity: 2,
          MaxCapacity: 8,
        },
      },
    },
  };
}
