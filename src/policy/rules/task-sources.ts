const CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const DEVELOPER_GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';

/** What AWS says about task definitions, and where. */
export const SOURCES = {
  container: `${CLOUDFORMATION}/aws-properties-ecs-taskdefinition-containerdefinition.html`,
  containerDependency: `${CLOUDFORMATION}/aws-properties-ecs-taskdefinition-containerdependency.html`,
  daemon: `${CLOUDFORMATION}/aws-properties-ecs-daemon-daemondeploymentconfiguration.html`,
  daemonTask: `${CLOUDFORMATION}/aws-resource-ecs-daemontaskdefinition.html`,
  environmentFile: `${DEVELOPER_GUIDE}/use-environment-file.html`,
  ephemeralStorage: `${CLOUDFORMATION}/aws-properties-ecs-taskdefinition-ephemeralstorage.html`,
  fargate: `${DEVELOPER_GUIDE}/fargate-tasks-services.html`,
  fargateSpot: `${DEVELOPER_GUIDE}/fargate-capacity-providers.html`,
  fargateWindows: `${DEVELOPER_GUIDE}/platform-windows-fargate.html`,
  fireLensTask: `${DEVELOPER_GUIDE}/firelens-taskdef.html`,
  fireLens: `${DEVELOPER_GUIDE}/using_firelens.html`,
  healthCheck: `${CLOUDFORMATION}/aws-properties-ecs-taskdefinition-healthcheck.html`,
  managedDaemons: `${DEVELOPER_GUIDE}/managed-daemons.html`,
  portMapping: `${CLOUDFORMATION}/aws-properties-ecs-taskdefinition-portmapping.html`,
  quotas: `${DEVELOPER_GUIDE}/service-quotas.html`,
  restartPolicy: `${CLOUDFORMATION}/aws-properties-ecs-taskdefinition-restartpolicy.html`,
  securityHub: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html',
  serviceConnect: `${DEVELOPER_GUIDE}/service-connect.html`,
  task: `${CLOUDFORMATION}/aws-resource-ecs-taskdefinition.html`,
  taskNetworking: `${DEVELOPER_GUIDE}/task-networking.html`,
} as const;
