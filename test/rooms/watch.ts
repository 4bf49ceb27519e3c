import { testRoom } from '../kit/room';

testRoom('watch');
