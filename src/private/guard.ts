import { Validations } from 'aws-cdk-lib/core';
import { Construct, IConstruct } from 'constructs';
import { Finding, sentence } from '../model/finding';

/**
 * Throws one error that lists every `error` finding; `warning` findings become warnings that a user can acknowledge.
 *
 * Called before any child exists. A refused construct leaves its scope, so that the same id can be tried again.
 */
export function guard(scope: Construct, findings: Finding[]): void {
  if (errorsIn(findings).length > 0) scope.node.scope?.node.tryRemoveChild(scope.node.id);
  guardCall(scope, findings);
}

/** The same for a call of a method, after whose refusal the construct goes on as it was. */
export function guardCall(scope: Construct, findings: Finding[]): void {
  const errors = errorsIn(findings);
  if (errors.length > 0) throw new Error(report(`${scope.constructor.name} at ${scope.node.path}`, errors));
  for (const warning of findings) {
    Validations.of(scope).addWarning(warningId(warning), sentence(warning));
  }
}

/** The same for what is no construct: one error, which names the class. */
export function guardClass(name: string, findings: Finding[]): void {
  const errors = errorsIn(findings);
  if (errors.length > 0) throw new Error(report(name, errors));
}

/**
 * The same at synth, for what may still change after the construct is made: errors are told with all others that synthesis finds.
 *
 * @param findings asked for once everything is there
 */
export function guardAtSynth(scope: IConstruct, findings: () => Finding[]): void {
  scope.node.addValidation({
    validate: () => findings().flatMap((finding) => {
      if (finding.severity === 'error') return `${finding.id}: ${sentence(finding)}`;
      Validations.of(scope).addWarning(warningId(finding), sentence(finding));
      return [];
    }),
  });
}

/** Those of the findings that are errors, where the guard has told the warnings already. */
export function errorsIn(findings: Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

/** The id under which a user acknowledges a warning. */
export function warningId(finding: Finding): string {
  return `cdk-ecs-blueprints:${finding.id}`;
}

function report(subject: string, errors: Finding[]): string {
  const count = errors.length === 1 ? '1 problem' : `${errors.length} problems`;
  const lines = errors.map((finding) => `  ${finding.id}: ${sentence(finding)}`);
  return [`${subject} has ${count}:`, ...lines].join('\n');
}
