/**
 * What EventBridge makes of an input template: JSON of the value for each place outside of quotes.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function transform({ InputPathsMap: paths, InputTemplate: template }: any, event: any): any {
  return JSON.parse(template.replace(/<(\w+)>/g, (_place: string, name: string) => JSON.stringify(fieldOf(event, paths[name]))));
}

/** The value at a path of names and indices. */
export function fieldOf(event: any, path: string): any {
  return path.slice(1).match(/[\w-]+/g)!.reduce((value, name) => value[name], event);
}
