/** Planted for ArchitectureTest: a stand-in for dev.tufa.tuf.metadata. */
@NullMarked
package dev.tufa.conformance.architecture.planted.tuf.metadata;

import org.jspecify.annotations.NullMarked;
