import * as recommended from 'aws-cdk-lib/recommended-feature-flags.json';

/** Decides how a stack refers to another one: strongly by `Fn::ImportValue`, or weakly by `Fn::GetStackOutput`. */
export const REFERENCE_FLAG = '@aws-cdk/core:defaultCrossStackReferences';

// One more is no switch, and takes no false.
const switches = Object.entries<unknown>(recommended).filter(([, value]) => typeof value === 'boolean').map(([flag]) => flag);

/** Feature flags as a new project gets them, and as an old one has them that turned none on. */
export const FLAGS: Record<'recommended' | 'off', Record<string, unknown>> = {
  recommended,
  off: { ...Object.fromEntries(switches.map((flag) => [flag, false])), [REFERENCE_FLAG]: 'strong' },
};
