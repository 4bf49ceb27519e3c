const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const SCALING = 'https://docs.aws.amazon.com/autoscaling/application/APIReference';

/** Documents of AWS about deployments and scaling of services. */
export const SOURCES = {
  rolling: `${GUIDE}/deployment-type-ecs.html`,
  percentages: `${CLOUDFORMATION}/aws-properties-ecs-service-deploymentconfiguration.html`,
  service: `${CLOUDFORMATION}/aws-resource-ecs-service.html`,
  rebalancing: `${GUIDE}/service-rebalancing.html`,
  breaker: `${GUIDE}/deployment-circuit-breaker.html`,
  alarms: `${GUIDE}/deployment-alarm-failure.html`,
  external: `${GUIDE}/ecs-anywhere.html`,
  blueGreen: `${GUIDE}/deployment-type-blue-green.html`,
  linear: `${CLOUDFORMATION}/aws-properties-ecs-service-linearconfiguration.html`,
  networkBalancer: `${GUIDE}/nlb-resources-for-blue-green.html`,
  hooks: `${GUIDE}/deployment-lifecycle-hooks.html`,
  earlySuccess: `${CLOUDFORMATION}/aws-properties-ecs-service-deploymentearlysuccesscriteria.html`,
  codeDeploy: `${GUIDE}/deployment-type-bluegreen.html`,
  scaling: `${GUIDE}/service-auto-scaling.html`,
  tracking: `${GUIDE}/service-autoscaling-targettracking.html`,
  predictive: `${GUIDE}/predictive-auto-scaling.html`,
  registerTarget: `${SCALING}/API_RegisterScalableTarget.html`,
  trackingConfiguration: `${SCALING}/API_TargetTrackingScalingPolicyConfiguration.html`,
  predefinedMetric: `${SCALING}/API_PredefinedMetricSpecification.html`,
  predictiveConfiguration: `${SCALING}/API_PredictiveScalingPolicyConfiguration.html`,
};
