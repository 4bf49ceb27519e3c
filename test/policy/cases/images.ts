import { PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

export const IMAGES_CASES: readonly RuleCase[] = [
  {
    id: 'Image.Latest',
    good: task({ container: { Image: `app@sha256:${'0'.repeat(64)}` } }),
    bad: task({ container: { Image: 'app:latest' } }),
    tokens: task({ container: { Image: '{{resolve:ssm:/image}}' } }),
    at: 'Task Properties.ContainerDefinitions.0.Image',
    message: '`ContainerDefinitions.0.Image` changes with the next push, so that a rollback may not bring the old one back, got app:latest',
  },
  {
    id: 'Image.Empty',
    good: task({ container: { Image: 'localhost:5000/app:1' } }),
    bad: task({ container: { Image: ':1' } }),
    tokens: task({ container: { Image: { 'Fn::Sub': '${Parameter}:1' } } }),
    at: 'Task Properties.ContainerDefinitions.0.Image',
    message: "`ContainerDefinitions.0.Image` must name a repository, got ':1'",
  },
  {
    id: 'Image.DriftAllowed',
    good: task({ container: { VersionConsistency: 'enabled' } }),
    bad: task({ container: { VersionConsistency: 'disabled' } }),
    tokens: task({ container: { VersionConsistency: PARAMETER } }),
    at: 'Task Properties.ContainerDefinitions.0.VersionConsistency',
    message: '`ContainerDefinitions.0.VersionConsistency` must have all tasks of a deployment run the same image, got disabled '
      + 'for public.ecr.aws/nginx/nginx:1.27, whose tag may move between two tasks',
  },
];
