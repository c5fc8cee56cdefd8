/** Clients of other projects. */
@NullMarked
package dev.tufa.tuf.repository.interop;

import org.jspecify.annotations.NullMarked;
