/** Planted for ArchitectureTest: a stand-in for dev.tufa.benchmarks. */
@NullMarked
package dev.tufa.conformance.architecture.planted.benchmarks;

import org.jspecify.annotations.NullMarked;
