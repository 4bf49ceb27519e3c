'use strict';

/** @typedef {import('./look').Api} Api */
/** @typedef {import('./index').Request} Request */

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
 * @returns {Api & { respond: typeof put, goOn: (request: Request) => Promise<unknown>, sleep: (milliseconds: number) => Promise<unknown> }}
 */
function aws(functionArn) {
  // Parts of Lambda's Node.js runtime, and loaded here so that nothing else needs them.
  const { CloudFormation } = require('@aws-sdk/client-cloudformation');
  const { CloudWatchLogs } = require('@aws-sdk/client-cloudwatch-logs');
  const { ECS } = require('@aws-sdk/client-ecs');
  const settings = { maxAttempts: 5 };
  const [cloudFormation, logs, ecs] = [new CloudFormation(settings), new CloudWatchLogs(settings), new ECS(settings)];
  return {
    describeStacks: (input) => cloudFormation.describeStacks(input),
    runTask: (input) => ecs.runTask(input),
    listTasks: (input) => ecs.listTasks(input),
    describeTasks: (input) => ecs.describeTasks(input),
    stopTask: (input) => ecs.stopTask(input),
    getLogEvents: (input) => logs.getLogEvents(input),
    respond: put,
    goOn: (request) => {
      const { Lambda } = require('@aws-sdk/client-lambda');
      return new Lambda(settings).invoke({ FunctionName: functionArn, InvocationType: 'Event', Payload: JSON.stringify(request) });
    },
    sleep: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }),
    now: () => Date.now(),
  };
}

module.exports = { aws };
