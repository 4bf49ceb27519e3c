import { App } from 'aws-cdk-lib/core';
import { asyncPlatform } from './async-platform';

const app = new App();
asyncPlatform(app);
app.synth();
