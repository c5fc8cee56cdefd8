/** Planted for ArchitectureTest: a stand-in for dev.tufa.tuf.json. */
@NullMarked
package dev.tufa.conformance.architecture.planted.tuf.json;

import org.jspecify.annotations.NullMarked;
