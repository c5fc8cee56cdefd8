/** Signers that are other programs: gpg with a key in its home, and commands that reach a key elsewhere. */
@NullMarked
package dev.tufa.apt.openpgp.signer;

import org.jspecify.annotations.NullMarked;
