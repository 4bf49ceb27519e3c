import { open } from './task-templates';
import { Json, PARAMETER, RuleCase } from '../kit';
import { fargateService } from '../templates';

const insights = (value: Json) => fargateService({ cluster: { ClusterSettings: [{ Name: 'containerInsights', Value: value }] } });
const tagged = (...tags: Json[]) => fargateService({ service: { Tags: tags } });
const OWNER = { Key: 'owner', Value: 'web' };
const repository = (patch: Json) => ({
  Resources: {
    Repository: { Type: 'AWS::ECR::Repository', Properties: { ImageScanningConfiguration: { ScanOnPush: true }, ImageTagMutability: 'IMMUTABLE', ...patch } },
  },
});
const exclusions = (tags: Json) => ({
  ImageTagMutabilityExclusionFilters: [{ ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: tags }],
});

export const CLUSTER_CASES: readonly RuleCase[] = [
  {
    id: 'ContainerInsights.Off',
    good: insights('enabled'),
    bad: fargateService({ cluster: { ClusterSettings: undefined } }),
    tokens: insights(PARAMETER),
    at: 'Cluster Properties.ClusterSettings',
    message: '`ClusterSettings` must have `containerInsights` on, or nobody sees why tasks stop, got none',
  },
  {
    id: 'ContainerInsights.NotEnhanced',
    good: insights('enhanced'),
    bad: insights('enabled'),
    tokens: insights(PARAMETER),
    at: 'Cluster Properties.ClusterSettings',
    message: '`ClusterSettings` should have `containerInsights` enhanced, which tells of single tasks and containers, got enabled',
  },
  {
    id: 'Tags.None',
    good: tagged(OWNER),
    bad: tagged(),
    tokens: tagged(open(OWNER)),
    at: 'Service Properties.Tags',
    message: '`Tags` must say whose this is and what for, got none',
  },
  {
    id: 'Tags.Missing',
    good: fargateService({ cluster: { Tags: [OWNER] }, service: { Tags: [OWNER] }, task: { Tags: [OWNER] } }),
    bad: fargateService({ cluster: { Tags: [OWNER] }, service: { Tags: [OWNER] } }),
    tokens: fargateService({ cluster: { Tags: [OWNER] }, service: { Tags: [OWNER] }, task: { Tags: [{ Key: PARAMETER, Value: 'web' }] } }),
    at: 'Task Properties.Tags',
    message: '`Tags` must have tags of the keys owner, got none of owner',
    settings: { thresholds: { requiredTagKeys: ['owner'] } },
  },
  {
    id: 'Repository.NoScan',
    good: {
      Resources: { ...repository({ ImageScanningConfiguration: undefined }).Resources, Scan: { Type: 'AWS::ECR::RegistryScanningConfiguration' } },
    },
    bad: repository({ ImageScanningConfiguration: undefined }),
    tokens: repository({ ImageScanningConfiguration: { ScanOnPush: PARAMETER } }),
    at: 'Repository Properties.ImageScanningConfiguration',
    message: '`ImageScanningConfiguration` must have images scanned as they are pushed, or nobody hears of known faults in them',
  },
  {
    id: 'Repository.MutableTags',
    good: repository({ ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' }),
    bad: repository({ ImageTagMutability: undefined }),
    tokens: repository({ ImageTagMutability: PARAMETER }),
    at: 'Repository Properties.ImageTagMutability',
    message: '`ImageTagMutability` must be IMMUTABLE, or a tag that was tested may be another image later, got none, which means MUTABLE',
  },
  {
    id: 'Repository.MutableTags',
    good: repository({ ImageTagMutability: 'MUTABLE_WITH_EXCLUSION', ...exclusions('*') }),
    bad: repository({ ImageTagMutability: 'MUTABLE_WITH_EXCLUSION', ...exclusions('v*') }),
    tokens: repository({ ImageTagMutability: 'MUTABLE_WITH_EXCLUSION', ...exclusions(PARAMETER) }),
    at: 'Repository Properties.ImageTagMutability',
    message: '`ImageTagMutability` must be IMMUTABLE, or a tag that was tested may be another image later, got MUTABLE_WITH_EXCLUSION',
  },
];
