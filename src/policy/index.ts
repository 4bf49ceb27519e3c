export * from './ecs-policy-pack';
export * from './rule-options';
