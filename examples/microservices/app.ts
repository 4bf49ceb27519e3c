import { App } from 'aws-cdk-lib/core';
import { microservices } from './microservices';

const app = new App();
microservices(app);
app.synth();
