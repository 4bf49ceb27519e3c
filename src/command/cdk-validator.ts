import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CloudFormationValidatePlugin, IPolicyValidationContext, PolicyViolation } from 'aws-cdk-lib/core';
import { CommandFinding } from './report';

/** What ids of its findings begin with, as where the CDK has them acknowledged. */
export const VALIDATOR = 'CloudFormation-Validate::';

/** The rule for types that its schemas do not have, which may be younger than they are. */
export const UNKNOWN_TYPE = `${VALIDATOR}F3006`;

// No section, no logical id, no property: CloudFormation takes `Fn::Transform` anywhere, and the section `Hooks` for blue/green by CodeDeploy.
const MISTAKEN = /^F0005: .*'Hooks' is|^(F0005|F0006|F3002): .*'Fn::Transform'/;
// Properties of `AWS::ECS::Service` that the oldest supported aws-cdk-lib has no schema for.
const YOUNGER = /^Properties\.(DeploymentConfiguration\.EarlySuccessCriteria|GatewayConnectors|VpcLatticeConfigurations\.\d+\.AdvancedConfiguration)$/;

/** What the CDK's own validator finds in the texts of templates, in each. */
export type Validator = (texts: readonly string[]) => CommandFinding[][];

/** Loads the validator, which takes seconds. */
export function cdkValidator(plugin: Plugin = new CloudFormationValidatePlugin()): Validator {
  const each = apart(plugin);
  return (texts) => inFiles(texts, (files) => {
    const { violations } = each.validate(contextOf(files));
    return files.map((file) => once(violations.flatMap((violation) => findingsIn(violation, file))));
  });
}

/** The validator reads files only, and takes a byte order mark for a part of the first name. */
function inFiles<Result>(texts: readonly string[], use: (files: readonly string[]) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-ecs-blueprints-'));
  try {
    return use(texts.map((text, index) => {
      const file = join(folder, String(index));
      writeFileSync(file, text);
      return file;
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** There is no app: the plugin reads nothing of the context but the files. All in one, since some versions load rules for each context. */
function contextOf(files: readonly string[]): IPolicyValidationContext {
  const stackTemplates = files.map((templatePath) => ({ stackConstructPath: templatePath, templatePath }));
  const context: Partial<IPolicyValidationContext> = { templatePaths: [...files], stackTemplates };
  return context as IPolicyValidationContext;
}

type Plugin = Pick<CloudFormationValidatePlugin, 'validate'>;

/** The part of the plugin that reads a template. */
interface Engine {
  validateDetailed(...args: unknown[]): { readonly diagnostics: readonly { readonly ruleId: string }[] };
}

/**
 * Up to aws-cdk-lib 2.264 the plugin tells every finding of a rule in the words of the first one, with its values. With a number behind each rule,
 * it tells each by itself. Later ones, which compare the words, make the engine when they need it, and are left alone.
 */
function apart(plugin: Plugin): Plugin {
  const { engine } = plugin as { engine?: Partial<Engine> };
  if (engine?.validateDetailed === undefined) return plugin;
  let count = 0;
  const validateDetailed: Engine['validateDetailed'] = (...args) => {
    const report = (engine as Engine).validateDetailed(...args);
    return { ...report, diagnostics: report.diagnostics.map((diagnostic) => ({ ...diagnostic, ruleId: `${diagnostic.ruleId}#${count++}` })) };
  };
  return Object.create(plugin, { engine: { value: { validateDetailed } } });
}

function findingsIn({ description, fix, ruleName, severity, violatingResources }: PolicyViolation, file: string): CommandFinding[] {
  const rule = ruleName.replace(/#\d+$/, '');
  if (MISTAKEN.test(`${rule}: ${description}`)) return [];
  const ofFile = violatingResources.filter(({ templatePath }) => templatePath === file);
  return ofFile.flatMap(({ locations: [location = ''], resourceLogicalId: logicalId = '' }): CommandFinding[] => {
    const path = propertyAt(location, logicalId);
    if (rule === 'F3002' && YOUNGER.test(path)) return [];
    const level = severity === 'warning' ? 'warning' : 'error';
    return [{ id: `${VALIDATOR}${rule}`, level, logicalId, path, message: description, remedy: fix ?? '' }];
  });
}

/** Some versions tell a finding twice. */
function once(findings: readonly CommandFinding[]): CommandFinding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** Locations are `Properties.A.0.B`, `Properties.A[0].B`, or `Resources/<logical id>`. */
function propertyAt(location: string, logicalId: string): string {
  const [resources, id, ...rest] = location.split('/');
  const path = resources === 'Resources' && id === logicalId ? rest.join('.') : location;
  return path.replace(/\[(\d+)\]/g, '.$1');
}
