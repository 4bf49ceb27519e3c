import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { IConstruct } from 'constructs';
import { EndpointNames } from '../model/discovery/endpoint-names';
import { known } from '../private/known';
import { resourceOf } from '../private/token-owner';

type NamesByNamespace = Map<string | IConstruct, EndpointNames[]>;

const namesOfApps = new WeakMap<IConstruct, NamesByNamespace>();

/** What is called what in a namespace, as far as this app knows: of all its meshes, and beside them. To be added to by whoever gives a name. */
export function namesIn({ namespaceArn, node }: cloudmap.INamespace, { node: { root } }: IConstruct): EndpointNames[] {
  const namespaces: NamesByNamespace = namesOfApps.get(root) ?? new Map();
  namesOfApps.set(root, namespaces);
  const key = known(namespaceArn) ?? resourceOf(namespaceArn) ?? node.scope!;
  const names = namespaces.get(key) ?? [];
  namespaces.set(key, names);
  return names;
}
