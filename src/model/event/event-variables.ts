import { nearestField } from './object-fields';
import { Finding, refuse } from '../finding';
import { checkVariableName } from '../name';

// EventBridge User Guide, "Amazon EventBridge input transformation", and for pipes "Dynamic path parameters": dots and indices.
const PATH = /^\$(\.[A-Za-z0-9_-]+|\[\d+\])+$/;
// EventBridge API reference, InputTransformer: InputPathsMap.
const MOST_PATHS = 100;

/** Variables that are filled from an event, and what else is known of their container. */
export interface EventVariableFacts {
  /** Paths into the event by the names of the variables; absent when not known. */
  readonly paths: Readonly<Record<string, string | undefined>>;
  /** Names of the variables that are the same for every event. */
  readonly fixed: readonly string[];
  /** Names of the variables that the task definition fills from secrets; absent when not known. */
  readonly secrets: readonly (string | undefined)[];
  /** Paths of the texts that the events have; absent when not known. */
  readonly fields?: readonly string[];
}

/** Refuses variables that no event can fill, or that the container gets from elsewhere in the same run. */
export function checkEventVariables({ fields, fixed, paths, secrets }: EventVariableFacts): Finding[] {
  const names = Object.keys(paths);
  return [
    ...(names.length > MOST_PATHS ? [refuse('EventVariables.TooMany', '', `takes at most ${MOST_PATHS} fields of the event, got ${names.length}`)] : []),
    ...names.flatMap((name) => checkVariableName('EventVariables.Name', name, name, 'OBJECT_KEY')),
    ...names.flatMap((name) => checkPath(name, paths[name], fields)),
    ...names.filter((name) => fixed.includes(name)).map((name) => refuse('EventVariables.Twice', name,
      'is set in `overrides` too, and a run sets a variable once; take it out of one of them')),
    ...names.filter((name) => secrets.includes(name)).map((name) => refuse('EventVariables.Secret', name,
      'is a secret of the task definition, which ECS does not replace by a variable of a run; choose another name')),
  ];
}

function checkPath(name: string, path: string | undefined, fields: readonly string[] | undefined): Finding[] {
  if (path === undefined) return [];
  if (!PATH.test(path)) {
    return [refuse('EventVariables.Path', name,
      `is the path to one field of the event, such as $.detail.object.key, got '${path}'; what is the same for every event goes into \`overrides\``)];
  }
  return fields === undefined || fields.includes(path) ? [] : [refuse('EventVariables.NoSuchText', name,
    `is the path to a text that all of these events have, got '${path}', which is none; the nearest is ${nearestField(path, fields)}`)];
}
