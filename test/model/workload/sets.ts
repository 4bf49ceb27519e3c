import { Resource } from '../../../src/model/template/template-file';
import { TemplateSet } from '../../../src/model/template/template-set';

/** A template of resources, each a type and its properties. */
export function setOf(resources: Record<string, [type: string, properties?: object, rest?: object]>, template: object = {}): TemplateSet {
  return TemplateSet.of([{
    name: 't',
    template: {
      Parameters: { Parameter: { Type: 'String' } },
      Conditions: { Open: { 'Fn::Equals': [{ Ref: 'Parameter' }, 'yes'] } },
      Resources: Object.fromEntries(Object.entries(resources).map(([id, [Type, Properties = {}, rest = {}]]) => [id, { Type, Properties, ...rest }])),
      ...template,
    },
  }]);
}

export function the(set: TemplateSet, logicalId: string): Resource {
  return set.resources().find((resource) => resource.logicalId === logicalId)!;
}
