import { testRoom } from '../kit/room';

testRoom('volume');
