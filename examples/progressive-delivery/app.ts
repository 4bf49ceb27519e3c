import { App } from 'aws-cdk-lib/core';
import { progressiveDelivery } from './progressive-delivery';

const app = new App();
progressiveDelivery(app);
app.synth();
