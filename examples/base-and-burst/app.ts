import { App } from 'aws-cdk-lib/core';
import { baseAndBurst } from './base-and-burst';

const app = new App();
baseAndBurst(app);
app.synth();
