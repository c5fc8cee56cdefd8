/** The readers of what comes from apt archives, whatever bytes come. */
@NullMarked
package dev.tufa.conformance.apt;

import org.jspecify.annotations.NullMarked;
