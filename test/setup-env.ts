// The validator built into aws-cdk-lib costs seconds a test file; test/strict runs with it on.
process.env.CDK_VALIDATION ??= 'false';
