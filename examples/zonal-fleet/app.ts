import { App } from 'aws-cdk-lib/core';
import { zonalFleet } from './zonal-fleet';

const app = new App();
zonalFleet(app);
app.synth();
