/** The metadata model of TUF 1.0.34 §4, for clients and repositories alike; unknown fields are kept. */
@NullMarked
package dev.tufa.tuf.metadata;

import org.jspecify.annotations.NullMarked;
