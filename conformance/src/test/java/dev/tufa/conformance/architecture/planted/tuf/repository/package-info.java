/** Planted for ArchitectureTest: a stand-in for dev.tufa.tuf.repository. */
@NullMarked
package dev.tufa.conformance.architecture.planted.tuf.repository;

import org.jspecify.annotations.NullMarked;
