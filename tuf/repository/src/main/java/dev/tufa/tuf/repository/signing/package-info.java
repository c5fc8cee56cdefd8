/** Private keys: where they come from, how they are kept, and what they sign. */
@NullMarked
package dev.tufa.tuf.repository.signing;

import org.jspecify.annotations.NullMarked;
