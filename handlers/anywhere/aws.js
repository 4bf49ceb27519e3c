'use strict';

/** @typedef {import('./activation').Api & import('./machines').Api} Aws */

/**
 * @param {string} url
 * @param {string} body
 */
async function put(url, body) {
  // Errors of fetch hold no more than the name of the host, and CloudFormation signed the address without a content type.
  const response = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!response.ok) throw new Error(`CloudFormation took no answer: ${response.status}`);
}

/**
 * @param {string} functionArn
 * @returns {Aws & { respond: typeof put, goOn: (request: object) => Promise<unknown>, write: (line: string) => void }}
 */
function aws(functionArn) {
  // Parts of Lambda's Node.js runtime, and loaded here so that nothing else needs them.
  const { ECS } = require('@aws-sdk/client-ecs');
  const { SecretsManager } = require('@aws-sdk/client-secrets-manager');
  const { SSM } = require('@aws-sdk/client-ssm');
  const [ecs, secrets, ssm] = [new ECS({}), new SecretsManager({}), new SSM({})];
  return {
    createActivation: (input) => ssm.createActivation(input),
    deleteActivation: (input) => ssm.deleteActivation(input),
    describeActivations: (input) => ssm.describeActivations(input),
    describeInstanceInformation: (input) => ssm.describeInstanceInformation(input),
    deregisterManagedInstance: (input) => ssm.deregisterManagedInstance(input),
    putSecretValue: (input) => secrets.putSecretValue(input),
    listSecretVersionIds: (input) => secrets.listSecretVersionIds(input),
    listContainerInstances: (input) => ecs.listContainerInstances(input),
    describeContainerInstances: (input) => ecs.describeContainerInstances(input),
    deregisterContainerInstance: (input) => ecs.deregisterContainerInstance(input),
    respond: put,
    goOn: (request) => {
      const { Lambda } = require('@aws-sdk/client-lambda');
      return new Lambda({}).invoke({ FunctionName: functionArn, InvocationType: 'Event', Payload: JSON.stringify(request) });
    },
    // As it is: the console of Lambda's runtime would put the line into one of its own.
    write: (line) => { process.stdout.write(line); },
    sleep: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }),
    now: () => Date.now(),
  };
}

module.exports = { aws };
