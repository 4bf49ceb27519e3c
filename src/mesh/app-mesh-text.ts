import { createRequire } from 'module';

/** The object in a text of JSON or YAML, with the short forms of CloudFormation's functions in their long form. */
export function parsed(text: string, source: string): unknown {
  const value = read(text, source);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Error(`AppMeshMigration.Unreadable: ${source} must be an object in JSON or YAML, got ${Array.isArray(value) ? 'a list' : `'${value}'`}`);
}

function read(text: string, source: string): unknown {
  try {
    return text.trimStart().startsWith('{') ? JSON.parse(text) : cloudFormationYaml()(text);
  } catch (error) {
    throw new Error(`AppMeshMigration.Unreadable: ${source} must be JSON or YAML, got a text that is neither: ${(error as Error).message.split('\n')[0]}`);
  }
}

/** The reader behind `CfnInclude`: aws-cdk-lib does not export it, and CloudFormation's tags are not worth a dependency. */
function cloudFormationYaml(): (text: string) => unknown {
  return createRequire(require.resolve('aws-cdk-lib/package.json'))('./cloudformation-include/lib/private/yaml-cfn').deserialize;
}
