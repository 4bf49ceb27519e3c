import * as fs from 'fs';
import { createRequire } from 'module';
import { kindOf } from '../model/mesh/app-mesh/oddities';
import { isTooDeep, MOST_LEVELS } from '../model/template/depth';

/** The object in a file of JSON or YAML. */
export function parsedFile(file: string): unknown {
  return parsed(textOfFile(file), file);
}

/** The object in a text of JSON or YAML, with the short forms of CloudFormation's functions in their long form. */
export function parsed(text: string, source: string): unknown {
  const value = read(text, source);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable(`${source} must be an object in JSON or YAML, got ${kindOf(value)}`);
  }
  if (isTooDeep(value)) throw unreadable(`${source} must not hold itself, nor more than ${MOST_LEVELS} objects in each other`);
  return value;
}

function textOfFile(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(`${file} must be a file that can be read, got ${reasonOf(error as NodeJS.ErrnoException)}`);
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT': return `none in ${process.cwd()}; name it from there, or by its whole path`;
    case 'EISDIR': return 'a folder; name the files in it';
    default: return code ?? message;
  }
}

function read(text: string, source: string): unknown {
  // Editors of Windows begin a file with a byte order mark.
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return plain.trimStart().startsWith('{') ? JSON.parse(plain) : cloudFormationYaml()(plain);
  } catch (error) {
    throw unreadable(`${source} must be JSON or YAML, got a text that is neither: ${(error as Error).message.split('\n')[0]}`);
  }
}

function unreadable(problem: string): Error {
  return new Error(`AppMeshMigration.Unreadable: ${problem}`);
}

/** The reader behind `CfnInclude`: aws-cdk-lib does not export it, and CloudFormation's tags are not worth a dependency. */
function cloudFormationYaml(): (text: string) => unknown {
  return createRequire(require.resolve('aws-cdk-lib/package.json'))('./cloudformation-include/lib/private/yaml-cfn').deserialize;
}
