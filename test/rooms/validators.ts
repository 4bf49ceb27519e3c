import { testRoom } from '../kit/room';

testRoom('validators');
