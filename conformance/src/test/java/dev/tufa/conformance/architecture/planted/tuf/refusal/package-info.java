/** Planted for ArchitectureTest: a stand-in for dev.tufa.tuf.refusal. */
@NullMarked
package dev.tufa.conformance.architecture.planted.tuf.refusal;

import org.jspecify.annotations.NullMarked;
