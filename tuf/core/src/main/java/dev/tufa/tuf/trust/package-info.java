/** Every trust decision of TUF 1.0.34 §5, as stages and pure rules to be read beside the spec. */
@NullMarked
package dev.tufa.tuf.trust;

import org.jspecify.annotations.NullMarked;
