import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { HttpApiAccessLogs } from './http-api-options';
import { Finding, refuse } from '../model/finding';

// API Gateway Developer Guide, "Customize HTTP API access logs": the variables of an HTTP API. No header, query string or body is among these.
const FIELDS: Record<string, string> = {
  requestId: 'requestId',
  time: 'requestTime',
  ip: 'identity.sourceIp',
  userAgent: 'identity.userAgent',
  domain: 'domainName',
  method: 'httpMethod',
  path: 'path',
  protocol: 'protocol',
  route: 'routeKey',
  status: 'status',
  responseBytes: 'responseLength',
  milliseconds: 'responseLatency',
  serviceStatus: 'integrationStatus',
  serviceMilliseconds: 'integrationLatency',
  serviceError: 'integrationErrorMessage',
  error: 'error.message',
  authorizerError: 'authorizer.error',
};
const FORMAT = JSON.stringify(Object.fromEntries(Object.entries(FIELDS).map(([name, variable]) => [name, `$context.${variable}`])));

/** Refuses an option of a log group that is not made here. */
export function checkApiLogs({ logGroup, retention }: HttpApiAccessLogs): Finding[] {
  return logGroup === undefined || retention === undefined ? []
    : [refuse('HttpApi.RetentionOfOwnGroup', 'retention', 'is for the log group that is made, got `logGroup` too; set it on your log group')];
}

/** Has the stage of an API write a line for each request. */
export function writeApiLogs(scope: Construct, stage: apigwv2.CfnStage, { logGroup, retention }: HttpApiAccessLogs = {}): void {
  const group = logGroup ?? new logs.LogGroup(scope, 'HttpApiLogs', { retention: retention ?? logs.RetentionDays.ONE_MONTH });
  stage.accessLogSettings = { destinationArn: group.logGroupArn, format: FORMAT };
}
