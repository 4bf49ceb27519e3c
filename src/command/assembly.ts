import { readFileSync } from 'fs';
import { join } from 'path';
import { listIn, propertiesIn, textIn } from '../model/template-value';

/** What a `cdk.out`, or the folder of a stage in it, says that it holds. */
export interface Assembly {
  readonly folder: string;
  /** Its stacks, without nested ones. */
  readonly stacks: readonly AssembledStack[];
  /** Folders of the stages in it. */
  readonly stages: readonly string[];
}

/** A stack of a cloud assembly. */
export interface AssembledStack {
  /** Its template. */
  readonly file: string;
  /** What it is called in AWS. */
  readonly stackName: string;
  /** Files of its assets by the keys that they will have in their buckets: templates of nested stacks are among them. */
  readonly assets: ReadonlyMap<string, string>;
}

export const MANIFEST = 'manifest.json';

/** The cloud assembly in a folder; undefined where there is none. What an older synthesis has left there is no part of it. */
export function assemblyIn(folder: string): Assembly | undefined {
  const { artifacts: given } = jsonIn(join(folder, MANIFEST));
  const artifacts = propertiesIn(given);
  if (artifacts !== given) return undefined;
  const named = (ids: readonly string[], type: string, property: string) => ids.flatMap((id) => {
    const { dependencies, properties: written, type: typeOf } = propertiesIn(artifacts[id]);
    const properties = propertiesIn(written);
    const name = typeOf === type ? textIn(properties[property]) : undefined;
    return name === undefined ? [] : [{ id, file: join(folder, name), properties, dependencies: listIn(dependencies).map(String) }];
  });
  const ids = Object.keys(artifacts);
  return {
    folder,
    stacks: named(ids, 'aws:cloudformation:stack', 'templateFile').map(({ id, file, dependencies, properties }) => {
      const manifests = named(dependencies, 'cdk:asset-manifest', 'file').map((manifest) => manifest.file);
      // Without a name of its own it is called like its artifact.
      const stackName = textIn(properties.stackName) ?? id;
      return { file, stackName, assets: new Map(manifests.flatMap((manifest) => assetsIn(manifest, folder))) };
    }),
    stages: named(ids, 'cdk:cloud-assembly', 'directoryName').map(({ file }) => file),
  };
}

function assetsIn(file: string, folder: string): [string, string][] {
  return Object.values(propertiesIn(jsonIn(file).files)).map(propertiesIn).flatMap(({ destinations, source }) => {
    const path = textIn(propertiesIn(source).path);
    if (path === undefined) return [];
    return Object.values(propertiesIn(destinations)).flatMap((destination) => textIn(propertiesIn(destination).objectKey) ?? [])
      .map((key): [string, string] => [key, join(folder, path)]);
  });
}

/** The object in a file; an empty one where there is none. */
function jsonIn(file: string): Readonly<Record<string, unknown>> {
  try {
    return propertiesIn(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
