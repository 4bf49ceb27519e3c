'use strict';

/** @typedef {import('./index').Api} Api */

/**
 * @param {string} url
 * @param {string} body
 */
async function put(url, body) {
  // Errors of fetch hold no more than the name of the host.
  const response = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!response.ok) throw new Error(`CloudFormation took no answer: ${response.status}`);
}

/**
 * @param {string} functionArn
 * @returns {Api}
 */
function aws(functionArn) {
  // Parts of Lambda's Node.js runtime, and loaded here so that nothing else needs them.
  const { CodeDeploy } = require('@aws-sdk/client-codedeploy');
  const { ECS } = require('@aws-sdk/client-ecs');
  const { Lambda } = require('@aws-sdk/client-lambda');
  const [codeDeploy, ecs, lambda] = [CodeDeploy, ECS, Lambda].map((Client) => new Client({ maxAttempts: 5 }));
  return {
    describeServices: (input) => ecs.describeServices(input),
    listDeployments: (input) => codeDeploy.listDeployments(input),
    batchGetDeployments: (input) => codeDeploy.batchGetDeployments(input),
    createDeployment: (input) => codeDeploy.createDeployment(input),
    stopDeployment: (input) => codeDeploy.stopDeployment(input),
    respond: put,
    goOn: (request) => lambda.invoke({ FunctionName: functionArn, InvocationType: 'Event', Payload: JSON.stringify(request) }),
    sleep: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }),
    now: () => Date.now(),
  };
}

module.exports = { aws };
