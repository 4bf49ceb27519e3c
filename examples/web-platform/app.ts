import { App } from 'aws-cdk-lib/core';
import { webPlatform } from './web-platform';

const app = new App();
webPlatform(app);
app.synth();
