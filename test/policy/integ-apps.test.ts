import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { TemplateSet } from '../../src/model/template/template-set';
import { evaluate } from '../../src/policy/evaluate';
import { settingsOf } from '../../src/policy/pack-settings';

const INTEG = join(__dirname, '..', '..', 'integ');
const SNAPSHOT = '.ts.snapshot';

/** Choices of whoever writes the app, and the reason for this one. */
const ANYWHERE: Record<string, string> = {
  'User.Root': 'The image of nginx says who runs it.',
  'Service.OneTask': 'One task is the cheapest way to see that it runs.',
};

/** What one app is about, or has for a reason of its own. */
const OF_APP: Record<string, Record<string, string>> = {
  'anywhere/integ.edge-service-no-machines': { 'Service.NoTasks': 'There is no machine that could run one.' },
  'deployment/integ.circuit-breaker-deployment-l2': {
    'LogGroup.NoRetention': 'The task is one of the CDK, as in the stacks that begin to use this library.',
    'RootFilesystem.Writable': 'The task is one of the CDK.',
    'TaskRoles.OpenTrust': 'The task is one of the CDK.',
  },
  'deployment/integ.code-deploy-linear': {
    'CodeDeployRollout.NativePreferred': 'It is about CodeDeploy.',
    'RootFilesystem.Writable': 'Nginx writes its pages and caches.',
  },
  'discovery/integ.cloud-map-registration': { 'Service.NoHealthSource': 'It is about names, which are asked for once.' },
  'mesh/integ.service-connect-mesh': { 'Service.NoHealthSource': 'It is about names, which are asked for once.' },
  'network/integ.private-endpoints': {
    'Repository.MutableTags': 'No image is ever pushed.',
    'Service.NoTasks': 'Its repository has no image to run.',
  },
  'service/integ.base-and-burst-service': { 'CapacitySplit.SpotOnly': 'The base beside it is on demand.' },
  'service/integ.fargate-spot-service-canary-network': { 'TrafficShift.NetworkBalancer': 'It is about a Network Load Balancer.' },
  'service/integ.fargate-spot-service-public': { 'RootFilesystem.Writable': 'It has ECS Exec, which needs a root that can be written.' },
  'task/integ.task-sidecars': { 'RootFilesystem.Writable': 'The CloudWatch agent writes its configuration to its root.' },
  'traffic/integ.http-api': { 'Service.NoHealthSource': 'It is about a route, which is asked for once.' },
};

// Beside the snapshots are what the runner compares them with, while it does.
const templates = readdirSync(INTEG, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^\w+\/integ\.[\w-]+\.ts\.snapshot\//.test(file) && file.endsWith('.template.json'));
const apps = [...new Set(templates.map((file) => file.slice(0, file.indexOf(SNAPSHOT))))];

const findings = new Map(apps.map((app) => {
  const files = templates.filter((file) => file.startsWith(`${app}${SNAPSHOT}`));
  const set = TemplateSet.of(files.map((file) => ({ name: file, template: JSON.parse(readFileSync(join(INTEG, file), 'utf8')) })));
  return [app, evaluate(set, settingsOf({}))];
}));

test('there are integ apps', () => {
  expect(apps.length).toBeGreaterThanOrEqual(28);
});

test.each(apps)('%s breaks no rule but those it is meant to', (app) => {
  const known = { ...ANYWHERE, ...OF_APP[app] };
  const open = findings.get(app)?.filter(({ rule }) => !(rule.id in known)) ?? [];
  expect(open.map(({ rule, resource, message }) => `${rule.id} ${resource.logicalId} ${message}`)).toEqual([]);
});

test('nothing is acknowledged that is not found', () => {
  const found = (app: string) => new Set(findings.get(app)?.map(({ rule }) => rule.id));
  const everywhere = new Set(apps.flatMap((app) => [...found(app)]));
  expect(Object.keys(ANYWHERE).filter((id) => !everywhere.has(id))).toEqual([]);
  expect(Object.entries(OF_APP).flatMap(([app, known]) => Object.keys(known).filter((id) => !found(app).has(id)).map((id) => `${app} ${id}`))).toEqual([]);
});
