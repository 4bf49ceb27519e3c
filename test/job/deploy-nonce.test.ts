import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnParameter, Lazy, Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { deployFor, RepeatedRun } from '../../src/job/deploy-nonce';
import { RunnableTask } from '../../src/job/runnable-task';

const definition = (family: string, revision: number) => ({ family, taskDefinitionArn: `arn:aws:ecs:eu-west-1:111122223333:task-definition/${family}:${revision}` });

function runOf(run: Partial<Omit<RepeatedRun, 'runnable'>> = {}, taskDefinition: object = definition('migrate', 7)): RepeatedRun {
  return { inputs: {}, overrides: [], ...run, runnable: { mainContainer: 'app', taskDefinition } as RunnableTask };
}

function nonceFor(...runs: RepeatedRun[]): any {
  const stack = new Stack();
  const service = new ecs.CfnService(stack, 'Web');
  runs.forEach((run) => deployFor(service, run));
  return nonceOf(service);
}

/** As it comes into the template. */
function nonceOf(service: ecs.CfnService): any {
  const { forceNewDeploymentNonce, ...rest } = service.stack.resolve(service.forceNewDeployment);
  expect(rest).toEqual({ enableForceNewDeployment: true });
  return forceNewDeploymentNonce;
}

const inputs = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.string({ maxLength: 5000 }));
const overrides = fc.array(fc.record({ command: fc.array(fc.string()), cpu: fc.nat() }, { requiredKeys: [] }), { maxLength: 2 });
const runs = fc.tuple(inputs, overrides, fc.constantFrom('migrate', 'seed'), fc.integer({ min: 1, max: 9 }));
const nonceIn = ([each, changes, family, revision]: [Record<string, string>, object[], string, number]) => (
  nonceFor(runOf({ inputs: each, overrides: changes }, definition(family, revision))));

test('a run is told by its revision and a digest, as short as a nonce has to be', () => {
  fc.assert(fc.property(runs, (run) => {
    const [revision, digest, ...more] = nonceIn(run).split(' ');
    expect([revision, digest, more]).toEqual([String(run[3]), expect.stringMatching(/^[0-9a-f]{16}$/), []]);
  }), { numRuns: 20 });
});

test('two runs that differ have two nonces, and one has the same each time', () => {
  fc.assert(fc.property(runs, runs, (one, other) => {
    expect(nonceIn(one) === nonceIn(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    expect(nonceIn(one)).toBe(nonceIn(one));
  }), { numRuns: 20 });
});

test('what the deployment alone knows is a part of it', () => {
  const stack = new Stack();
  const service = new ecs.CfnService(stack, 'Web');
  const version = new CfnParameter(stack, 'Version').valueAsString;
  const { taskDefinitionArn } = new ecs.FargateTaskDefinition(stack, 'Migrate', { family: 'migrate' });
  deployFor(service, runOf({ inputs: { version } }, { family: 'migrate', taskDefinitionArn }));
  const revision = { 'Fn::Select': [6, { 'Fn::Split': [':', stack.resolve(taskDefinitionArn)] }] };
  expect(nonceOf(service)).toEqual({ 'Fn::Join': [' ', [revision, expect.stringMatching(/^[0-9a-f]{16}$/), { Ref: 'Version' }]] });
});

test('what is known by the end of synth counts', () => {
  const [one, other] = ['1', '2'].map((version) => nonceFor(runOf({ inputs: { version: Lazy.string({ produce: () => version }) } })));
  expect(one).not.toBe(other);
});

test('each hook of a service has its part, in their order', () => {
  const [migrate, seed] = [runOf({}, definition('migrate', 7)), runOf({}, definition('seed', 8))];
  expect(nonceFor(migrate, seed)).toBe(`${nonceFor(migrate)} ${nonceFor(seed)}`);
});

test('two services have two nonces', () => {
  const stack = new Stack();
  const [web, api] = ['Web', 'Api'].map((id) => new ecs.CfnService(stack, id));
  deployFor(web, runOf({ inputs: { for: 'web' } }));
  deployFor(api, runOf({ inputs: { for: 'api' } }));
  expect([nonceOf(web), nonceOf(api)]).toEqual([nonceFor(runOf({ inputs: { for: 'web' } })), nonceFor(runOf({ inputs: { for: 'api' } }))]);
});

test('a nonce of the user\'s own stays', () => {
  const forceNewDeployment = { enableForceNewDeployment: true, forceNewDeploymentNonce: 'mine' };
  const service = new ecs.CfnService(new Stack(), 'Web', { forceNewDeployment });
  deployFor(service, runOf());
  expect(nonceOf(service)).toBe('mine');
});
