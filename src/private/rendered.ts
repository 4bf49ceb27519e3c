import { CfnElement, CfnResource, Stack } from 'aws-cdk-lib/core';

/** The template's part of an element, as the core library itself renders it, overrides included; tokens are left in it. */
export function rendered(element: CfnElement): Record<string, any> {
  return (element as unknown as { _toCloudFormation(): Record<string, any> })._toCloudFormation();
}

/** The properties of a resource as they will stand in the template. To be asked once all aspects have run. */
export function finalProperties(resource: CfnResource): Record<string, any> {
  const [{ Properties: properties }] = Object.values<any>(Stack.of(resource).resolve(rendered(resource)).Resources);
  return properties ?? {};
}
