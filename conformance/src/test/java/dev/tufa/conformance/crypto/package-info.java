/** Keys and signatures of other implementations. */
@NullMarked
package dev.tufa.conformance.crypto;

import org.jspecify.annotations.NullMarked;
