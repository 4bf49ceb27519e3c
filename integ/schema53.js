// integ-runner 2.197 reads cloud assemblies up to schema 53 and aws-cdk-lib writes newer ones: let the app write schema 53.
const Module = require('module');

const load = Module._load;
Module._load = function (request, ...rest) {
  const answered = request.replace(/^@aws-cdk\/cloud-assembly-schema(?=\/|$)/, 'cloud-assembly-schema-53');
  return load.call(this, answered, ...rest);
};
