/** Planted for FuzzTargetTest. */
@NullMarked
package dev.tufa.conformance.architecture.planted.fuzz;

import org.jspecify.annotations.NullMarked;
