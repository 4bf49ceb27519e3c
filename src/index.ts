export { BreakerThreshold } from './model/breaker-threshold';
export { CapacitySplit, ProviderShare, ProviderTasks } from './model/capacity-split';
export { FargateSize } from './model/fargate-size';
export { RolloutPlan, RolloutPlanOptions } from './model/rollout-plan';
