/**
 * OpenPGP (RFC 9580) as apt uses it: text that is clear-signed, certificates, detached signatures, and one policy of what may be
 * trusted. Strict where readers of OpenPGP are usually lenient, as only bytes that were verified may ever be read. Bouncy Castle
 * does the packets and the cryptography, and is in no signature here.
 */
@NullMarked
package dev.tufa.apt.openpgp;

import org.jspecify.annotations.NullMarked;
