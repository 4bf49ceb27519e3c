import { advise, Finding } from '../finding';
import { entryIn, knownList, knownProperties, Properties, textIn } from '../template-value';

const SETTING = 'containerInsights';
const UNNAMED = '';

/** What an `AWS::ECS::Cluster` says of Container Insights, empty where it says nothing; absent when not known. */
export function readInsights({ ClusterSettings: settings }: Properties): string | undefined {
  const entries = knownList(settings)?.map(knownProperties);
  if (entries === undefined || entries.some((entry) => entry === undefined || textIn(entry.Name) === undefined)) return undefined;
  const setting = entries.find((entry) => entry?.Name === SETTING);
  return textIn(entryIn(setting, 'Value', UNNAMED));
}

/** Advises Container Insights, with the measures of single tasks: AWS Security Hub control ECS.12; ECS Developer Guide, "Monitor Amazon ECS containers using Container Insights". */
export function checkClusterInsights(setting: string | undefined): Finding[] {
  if (setting === undefined || setting === 'enhanced') return [];
  return setting === 'enabled'
    ? [advise('ContainerInsights.NotEnhanced', 'clusterSettings', 'should have `containerInsights` enhanced, which tells of single tasks and containers, got enabled; take enhanced')]
    : [advise('ContainerInsights.Off', 'clusterSettings', `must have \`containerInsights\` on, or nobody sees why tasks stop, got ${setting === UNNAMED ? 'none' : setting}; take enhanced`)];
}
