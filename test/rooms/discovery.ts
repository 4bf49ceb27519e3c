import { testRoom } from '../kit/room';

testRoom('discovery');
