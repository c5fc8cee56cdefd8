/** Planted for ArchitectureTest: a stand-in for dev.tufa.tuf.crypto. */
@NullMarked
package dev.tufa.conformance.architecture.planted.tuf.crypto;

import org.jspecify.annotations.NullMarked;
