/** Every trust decision of TUF 1.0.34 §5, as bytes in and a verdict out. */
@NullMarked
package dev.tufa.conformance.trust;

import org.jspecify.annotations.NullMarked;
