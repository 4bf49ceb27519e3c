import { testRoom } from '../kit/room';

testRoom('policy');
