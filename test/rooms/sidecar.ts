import { testRoom } from '../kit/room';

testRoom('sidecar');
