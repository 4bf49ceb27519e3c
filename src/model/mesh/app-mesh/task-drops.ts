import { entriesAt, MeshedRole, MeshedTask, propertiesAt } from './mesh-resource';
import { AppMeshDrop } from './plan-parts';
import { textOf } from '../../template/odd-text';
import { Properties, textIn } from '../../template-value';

// App Mesh User Guide, "Getting started with AWS App Mesh and Amazon ECS", and the images that AWS publishes.
const ENVOY_IMAGE = /aws-appmesh-envoy/;
const ROUTE_MANAGER_IMAGE = /aws-appmesh-proxy-route-manager/;
const XRAY_IMAGE = /xray-daemon/;
// App Mesh User Guide, "Envoy configuration variables": what tells the proxy which resource it is.
const ENVOY_VARIABLE = /^APPMESH_(RESOURCE_ARN|VIRTUAL_NODE_NAME|RESOURCE_NAME|RESOURCE_CLUSTER)$/;
const RUNS_AS = /mesh\/(.+)\/(virtualNode|virtualGateway)\/(.+)$/;

/** What a task definition loses when its tasks leave App Mesh; nothing where it was not in it. */
export function dropsOf(task: MeshedTask): AppMeshDrop[] {
  const { name, properties } = task;
  if (runsAs(task)?.kind === 'virtualGateway') return [{ owner: name, what: 'the task definition and its service', reason: 'it runs a virtual gateway and nothing else' }];
  const containers = entriesAt(properties, 'containerdefinitions');
  const proxy = textIn(propertiesAt(properties, 'proxyconfiguration').containername);
  const envoys = containers.filter((container) => isEnvoy(container, proxy));
  const managers = containers.filter(({ image }) => ROUTE_MANAGER_IMAGE.test(textOf(image)));
  const daemons = containers.filter((container) => XRAY_IMAGE.test(textOf(container.image)));
  const isMeshed = envoys.length > 0 || managers.length > 0 || isAppMeshProxy(properties);
  if (!isMeshed) return [];
  const gone = [...envoys, ...managers].map((container) => container.name);
  return [
    ...(isAppMeshProxy(properties) ? [{ owner: name, what: 'proxyConfiguration', reason: 'Service Connect gives names to its own proxy and redirects no traffic' }] : []),
    ...envoys.map((container) => ({ owner: name, what: containerText(container), reason: 'ECS adds the proxy of Service Connect to each task, outside of the task definition' })),
    ...managers.map((container) => ({ owner: name, what: containerText(container), reason: 'there are no iptables rules to write' })),
    ...daemons.map((container) => ({
      owner: name, what: containerText(container), reason: 'the proxy of Service Connect sends no traces; keep it where the application itself does',
    })),
    ...containers.filter((container) => !gone.includes(container.name))
      .flatMap((container) => entriesAt(container, 'dependson')
        .filter(({ containername }) => gone.includes(containername))
        .map(({ condition, containername }) => ({
          owner: name, what: `dependsOn ${textOf(containername)} ${textOf(condition)} of ${containerText(container)}`, reason: 'the container that it waits for is gone',
        }))),
  ];
}

/** What a role loses with the proxies. */
export function roleDropsOf({ name, policies }: MeshedRole): AppMeshDrop[] {
  return policies.map((what) => ({ owner: name, what, reason: 'only the proxy of App Mesh asks for its configuration' }));
}

/** The node or gateway that the tasks run as, when its proxy is told in a text that could be read. */
export function runsAs({ properties }: MeshedTask): { readonly kind: 'virtualNode' | 'virtualGateway'; readonly name: string } | undefined {
  const proxy = textIn(propertiesAt(properties, 'proxyconfiguration').containername);
  for (const container of entriesAt(properties, 'containerdefinitions').filter((each) => isEnvoy(each, proxy))) {
    for (const { name, value } of entriesAt(container, 'environment')) {
      const [, , kind, resource] = (ENVOY_VARIABLE.test(textOf(name)) && RUNS_AS.exec(textOf(value))) || [];
      if (resource !== undefined) return { kind: kind as 'virtualNode' | 'virtualGateway', name: resource };
    }
  }
  return undefined;
}

function isEnvoy(container: Properties, proxy: string | undefined): boolean {
  return ENVOY_IMAGE.test(textOf(container.image))
    || (proxy !== undefined && container.name === proxy)
    || entriesAt(container, 'environment').some(({ name }) => ENVOY_VARIABLE.test(textOf(name)));
}

function isAppMeshProxy(properties: Properties): boolean {
  const { type } = propertiesAt(properties, 'proxyconfiguration');
  // CloudFormation reference, AWS::ECS::TaskDefinition ProxyConfiguration: APPMESH is the only type, and the default.
  return properties.proxyconfiguration !== undefined && (type === undefined || type === 'APPMESH');
}

function containerText({ name }: Properties): string {
  return `container '${textOf(name)}'`;
}
