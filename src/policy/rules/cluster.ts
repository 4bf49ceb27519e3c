import { rules } from '../rule';
import { RuleConcern, RuleLevel, RuleStandard } from '../rule-options';

const { CDK_NAG, CHECKOV, CONTROL_TOWER, KICS, SECURITY_HUB, TRIVY } = RuleStandard;
const INSIGHTS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html';
const CONTROLS = 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html';

export const CLUSTER_RULES = rules({ concerns: [RuleConcern.AVAILABILITY], level: RuleLevel.WARNING, source: INSIGHTS }, [
  {
    id: 'ContainerInsights.Off',
    info: 'A cluster has no Container Insights.',
    explanation: 'Without it there are no metrics of running, pending and stopped tasks, and no alarm can be set on them.',
    remedy: 'Add the setting `containerInsights` with the value enhanced to `ClusterSettings`.',
    satisfiedBy: 'the cluster constructs: enhanced',
    controls: [
      { standard: SECURITY_HUB, id: 'ECS.12' },
      { standard: CONTROL_TOWER, id: 'CT.ECS.PR.2' },
      { standard: CDK_NAG, id: 'AwsSolutions-ECS4' },
      { standard: CHECKOV, id: 'CKV_AWS_65' },
      { standard: TRIVY, id: 'AWS-0034' },
      { standard: KICS, id: 'ab759fde-e1e8-4b0e-ad73-ba856e490ed8' },
    ],
    aliases: ['AwsSolutions-ECS4'],
  },
  {
    id: 'ContainerInsights.NotEnhanced',
    info: 'A cluster has Container Insights without details.',
    explanation: 'AWS advises the enhanced kind, which tells of single tasks and containers: the other tells of a service as a whole.',
    remedy: 'Set the value of `containerInsights` to enhanced.',
    satisfiedBy: 'the cluster constructs: enhanced',
  },
  {
    id: 'Tags.None',
    concerns: [RuleConcern.COST],
    info: 'A cluster, service or task definition has no tags.',
    explanation: 'Nobody can tell from the bill or from the console whose it is. Tags that `cdk deploy --tags` sets are in no template.',
    remedy: 'Add `Tags` with a key such as owner, and a value.',
    source: `${CONTROLS}#ecs-13`,
    satisfiedBy: '-',
    byDefault: false,
    controls: [{ standard: SECURITY_HUB, id: 'ECS.13' }, { standard: SECURITY_HUB, id: 'ECS.14' }, { standard: SECURITY_HUB, id: 'ECS.15' }],
  },
  {
    id: 'Tags.Missing',
    concerns: [RuleConcern.COST],
    info: 'A cluster, service or task definition has not all tags that are asked for.',
    explanation: 'Whoever asks for these keys finds resources by them. The rule runs when keys are asked for.',
    remedy: 'Add to `Tags` what is missing.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html',
    satisfiedBy: '-',
    controls: [{ standard: SECURITY_HUB, id: 'ECS.13' }, { standard: SECURITY_HUB, id: 'ECS.14' }, { standard: SECURITY_HUB, id: 'ECS.15' }],
  },
  {
    id: 'Repository.NoScan',
    concerns: [RuleConcern.SECURITY],
    info: 'Images of a repository are not scanned.',
    explanation: 'Nobody hears of known faults in what the tasks run.',
    remedy: 'Set `ScanOnPush` in `ImageScanningConfiguration` to true, or have the registry scan all repositories.',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html',
    satisfiedBy: '-',
    controls: [{ standard: CONTROL_TOWER, id: 'CT.ECR.PR.2' }],
  },
  {
    id: 'Repository.MutableTags',
    concerns: [RuleConcern.SECURITY],
    info: 'Tags of a repository can be moved.',
    explanation: 'A tag that was tested may stand for another image at the next deployment, which whoever may push decides.',
    remedy: 'Set `ImageTagMutability` to IMMUTABLE.',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
    satisfiedBy: '-',
    controls: [{ standard: CONTROL_TOWER, id: 'CT.ECR.PR.3' }],
  },
]);
