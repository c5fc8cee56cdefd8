/** Repositories written by one implementation and read by another, with the real other one. */
@NullMarked
package dev.tufa.conformance.interop;

import org.jspecify.annotations.NullMarked;
