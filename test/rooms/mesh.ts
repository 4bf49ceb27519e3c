import { testRoom } from '../kit/room';

testRoom('mesh');
