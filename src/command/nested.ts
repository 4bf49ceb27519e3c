import { dirname, isAbsolute, join } from 'path';
import { Properties, propertiesIn, textIn } from '../model/template-value';

/** A resource that makes a stack of another template. */
export interface NestedStack {
  readonly logicalId: string;
  /** The file of that template, where the resource leads to one. */
  readonly file?: string;
}

/**
 * The stacks that are nested in a template.
 *
 * @param assets files of the stack's assets by their keys
 */
export function nestedStacksIn(template: unknown, file: string, assets: ReadonlyMap<string, string>): NestedStack[] {
  return Object.entries(propertiesIn(propertiesIn(template).Resources)).flatMap(([logicalId, written]) => {
    const { Metadata: metadata, Properties: properties, Type: type } = propertiesIn(written);
    const location = locationIn(type, propertiesIn(properties));
    if (location === undefined) return [];
    // The CDK writes it where its command line asks for it.
    const asset = textIn(propertiesIn(metadata)['aws:asset:path']);
    return [{ logicalId, file: asset === undefined ? fileAt(location, file, assets) : join(dirname(file), asset) }];
  });
}

function locationIn(type: unknown, { Location: location, TemplateURL: url }: Properties): unknown {
  switch (type) {
    case 'AWS::CloudFormation::Stack': return url ?? '';
    case 'AWS::Serverless::Application': return location ?? '';
    default: return undefined;
  }
}

function fileAt(location: unknown, file: string, assets: ReadonlyMap<string, string>): string | undefined {
  const path = textIn(location);
  // As `aws cloudformation package` takes it.
  if (path !== undefined && path !== '' && !/^[a-z][a-z\d+.-]*:/i.test(path)) return isAbsolute(path) ? path : join(dirname(file), path);
  const written = JSON.stringify(location);
  return [...assets].find(([key]) => written.includes(key))?.[1];
}
