/** Signing by rule: what is signed is judged as a model, and written down before a signature is given away. */
@NullMarked
package dev.tufa.tuf.repository.signing.online;

import org.jspecify.annotations.NullMarked;
