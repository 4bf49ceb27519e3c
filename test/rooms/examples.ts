import { testRoom } from '../kit/room';

testRoom('examples');
