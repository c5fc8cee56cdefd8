/** Planted for ArchitectureTest: a stand-in for dev.tufa.tuf.trust. */
@NullMarked
package dev.tufa.conformance.architecture.planted.tuf.trust;

import org.jspecify.annotations.NullMarked;
