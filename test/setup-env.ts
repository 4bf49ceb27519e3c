// The validator built into aws-cdk-lib costs seconds a test file; test/strict runs with it on.
process.env.CDK_VALIDATION ??= 'false';
// Where in the source each resource is made: a fifth of the time of tests that synthesise, and none of them asks for it.
process.env.CDK_CONTEXT_JSON ??= JSON.stringify({ 'aws:cdk:disable-creation-stack-traces': true });
