import { App } from 'aws-cdk-lib/core';
import { NetworkStack } from './network-stack';
import { ShopStack } from './shop-stack';

const app = new App();
const network = new NetworkStack(app, 'Network');
new ShopStack(app, 'Shop', { vpc: network.vpc });
app.synth();
