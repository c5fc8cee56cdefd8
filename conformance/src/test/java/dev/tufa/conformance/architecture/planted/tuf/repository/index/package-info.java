/** Planted for ArchitectureTest: a stand-in for dev.tufa.tuf.repository.index. */
@NullMarked
package dev.tufa.conformance.architecture.planted.tuf.repository.index;

import org.jspecify.annotations.NullMarked;
