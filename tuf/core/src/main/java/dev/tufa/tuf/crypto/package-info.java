/** Public keys and signature schemes: which keys are usable, and whether a signature is theirs. */
@NullMarked
package dev.tufa.tuf.crypto;

import org.jspecify.annotations.NullMarked;
