/** Forms in which other programs write keys and signatures. */
@NullMarked
package dev.tufa.tuf.repository.signing.format;

import org.jspecify.annotations.NullMarked;
