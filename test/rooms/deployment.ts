import { testRoom } from '../kit/room';

testRoom('deployment');
