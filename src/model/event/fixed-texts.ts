import { Finding, refuse } from '../finding';
import { OverrideText } from '../job/override-texts';

// EventBridge User Guide, "Dynamic path parameters": a text that begins like this is one to a pipe.
const PATH = /^\$[.[]/;
// The same, "Amazon EventBridge input transformation".
const PLACE = /<[A-Za-z0-9_.-]+>/;

/**
 * Refuses texts in overrides that are the same for every event and do not look like it: a pipe fills in paths, a rule does not.
 *
 * @param template the overrides are a template, in which a name between angle brackets is a place to fill
 */
export function checkFixedTexts(texts: readonly OverrideText[], template: boolean): Finding[] {
  return texts.flatMap(({ path, text = '' }) => {
    if (PATH.test(text)) {
      return [refuse('EventOverrides.Path', path, `is the same for every event, got '${text}', a path into it; put it into \`eventVariables\``)];
    }
    const [place] = (template && PLACE.exec(text)) || [];
    return place === undefined ? [] : [refuse('EventOverrides.Placeholder', path,
      `is the same for every event, got ${place}, which EventBridge would fill in or refuse; put it into the task definition, or fields of the event into \`eventVariables\``)];
  });
}
