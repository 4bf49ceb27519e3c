/** How much a rule weighs. */
export enum RuleLevel {
  /** AWS refuses it, or it cannot work. */
  ERROR = 'error',
  /** Legal, but unwise. */
  WARNING = 'warning',
  /** Nothing: as the level that fails synthesis, no finding does. */
  NONE = 'none',
}

/** What a rule is good for. */
export enum RuleConcern {
  /** Who may do what, and who may read what. */
  SECURITY = 'security',
  /** Tasks keep running, and keep answering. */
  AVAILABILITY = 'availability',
  /** Money that buys nothing. */
  COST = 'cost',
  /** Stacks deploy, and rollouts come to an end. */
  DEPLOYABILITY = 'deployability',
}

/** A set of rules that somebody else has published. */
export enum RuleStandard {
  /** The ECS controls of AWS Security Hub. */
  SECURITY_HUB = 'SecurityHub',
  /** The proactive ECS controls of AWS Control Tower. */
  CONTROL_TOWER = 'ControlTower',
  /** The ECS rules of cdk-nag. */
  CDK_NAG = 'CdkNag',
  /** The ECS rules of checkov. */
  CHECKOV = 'Checkov',
  /** The ECS rules of Trivy. */
  TRIVY = 'Trivy',
  /** The ECS rules of KICS. */
  KICS = 'Kics',
}

/** Numbers that rules compare with. */
export interface RuleThresholds {
  /**
   * The fewest tasks of a service that something reaches.
   *
   * @default 2
   */
  readonly minTasks?: number;
  /**
   * The fewest days that logs are kept.
   *
   * @default - any retention will do, as long as there is one
   */
  readonly logRetentionDays?: number;
  /**
   * The longest time in seconds that a target group waits for a target to drain.
   *
   * @default 120
   */
  readonly maxDrainSeconds?: number;
  /**
   * Keys of tags that every cluster, service and task definition carries.
   *
   * @default - no tag is asked for by its key
   */
  readonly requiredTagKeys?: string[];
}
