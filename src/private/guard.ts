import { Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Finding, sentence } from '../model/finding';

/**
 * Throws one error that lists every `error` finding; `warning` findings become warnings that a user can acknowledge.
 *
 * Called before any child exists. A refused construct leaves its scope, so that the same id can be tried again.
 */
export function guard(scope: Construct, findings: Finding[]): void {
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) {
    scope.node.scope?.node.tryRemoveChild(scope.node.id);
    throw new Error(report(scope, errors));
  }
  for (const warning of findings) {
    Validations.of(scope).addWarning(warningId(warning), sentence(warning));
  }
}

/** The id under which a user acknowledges a warning. */
export function warningId(finding: Finding): string {
  return `cdk-ecs-blueprints:${finding.id}`;
}

function report(scope: Construct, errors: Finding[]): string {
  const count = errors.length === 1 ? '1 problem' : `${errors.length} problems`;
  const lines = errors.map((finding) => `  ${finding.id}: ${sentence(finding)}`);
  return [`${scope.constructor.name} at ${scope.node.path} has ${count}:`, ...lines].join('\n');
}
