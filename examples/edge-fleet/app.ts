import { App } from 'aws-cdk-lib/core';
import { edgeFleet } from './edge-fleet';

const app = new App();
edgeFleet(app);
app.synth();
