/** Keys behind a program that signs, for services such as a KMS. */
@NullMarked
package dev.tufa.tuf.repository.signing.program;

import org.jspecify.annotations.NullMarked;
