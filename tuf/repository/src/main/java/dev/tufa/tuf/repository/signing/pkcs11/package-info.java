/** Keys in PKCS#11 tokens: smart cards, hardware security modules and programs that behave like one. */
@NullMarked
package dev.tufa.tuf.repository.signing.pkcs11;

import org.jspecify.annotations.NullMarked;
