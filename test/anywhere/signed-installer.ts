/** Installers that somebody else than Amazon ECS signed: with throw-away keys whose secret parts are gone, made by gpg for these tests. */

/** Fingerprint of the primary key of {@link KEY}, whose subkey signs, as with the key of Amazon ECS. */
export const SIGNER = '19198EC3F43761FDF1C68BC83F7EFCDF1AB1CF58';

export const KEY = `-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEXgvhABYJKwYBBAHaRw8BAQdAc2NaAeRlpNZy6blR4F5eNUz2F5uxbmXNDw2a
D2388ee0JlRocm93LWF3YXkgc2lnbmVyIDxzaWduZXJAZXhhbXBsZS5jb20+iJAE
ExYIADgWIQQZGY7D9Ddh/fHGi8g/fvzfGrHPWAUCXgvhAAIbAQULCQgHAgYVCgkI
CwIEFgIDAQIeAQIXgAAKCRA/fvzfGrHPWMwNAP43SVNS7zf+v/Z4F2uy3KQ6nRD0
LaiT9/OpxudPhJIzMgD8CpmrnNjZrZe+wvpW75g9dQwjczKA0xladolzELtCoAS4
MwReC+EAFgkrBgEEAdpHDwEBB0BY9sZD2BeulHG+brTIDnfpIV5p1OZFGwKHu1bw
ZLJanojvBBgWCAAgFiEEGRmOw/Q3Yf3xxovIP3783xqxz1gFAl4L4QACGwIAgQkQ
P3783xqxz1h2IAQZFggAHRYhBLs1HXaqxAVG0+wTiPQEgDVoo1VCBQJeC+EAAAoJ
EPQEgDVoo1VCe5IA/2PGOwNTSSEEoQuS2knejONgsvckPdKsee8OeSkihtIFAQC3
jbNO94kWa3CEXSeJQHzdh3zRDFecaZ7P7p/r2j4hC4vGAP9t4eTz3yxVKkOygSBe
UocIrEQH2njPO2/OVIsUzLWBNQD/fFWUYUwmDy/vBfpVLzKnO3lultUfaxUqvvwk
JNSsPg4=
=34wI
-----END PGP PUBLIC KEY BLOCK-----`;

/** It knows nothing of the stub machine: its home is /root there. */
export const INSTALLER = `printf '%s\\n' "$@" >"$HOME/../installer-arguments"
`;

/** Of the installer, by the signer. */
export const SIGNATURE = `-----BEGIN PGP SIGNATURE-----

iHUEABYIAB0WIQS7NR12qsQFRtPsE4j0BIA1aKNVQgUCXgvhAAAKCRD0BIA1aKNV
Qj8LAQDhG4CZtaO4jabGAof3w2eN86ASadigGOUfFVcCNsQlfgD/WaiHcbTthM5k
AeVlljCQTVXTTcKb1ombcDrSHU5cGgs=
=I+86
-----END PGP SIGNATURE-----
`;

/** Of the installer, by somebody else. */
export const OTHER_SIGNATURE = `-----BEGIN PGP SIGNATURE-----

iHUEABYIAB0WIQTXwYsbd8CnH5AOjx38KhCNaaTJCgUCXgvhAAAKCRD8KhCNaaTJ
CmNGAQDxNjmkPIhYUt4jt9lXngxTzhjnQt79WetLzvNC+rkCYgD8De0A7TuH5kW9
nf1UVHH2yKCkPt1gwOTw6knw51pogw4=
=AYrZ
-----END PGP SIGNATURE-----
`;
