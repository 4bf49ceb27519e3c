import { testRoom } from '../kit/room';

testRoom('service');
