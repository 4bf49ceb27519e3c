import { testRoom } from '../kit/room';

testRoom('model');
