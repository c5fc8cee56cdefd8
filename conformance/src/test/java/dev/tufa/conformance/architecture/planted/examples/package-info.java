/** Planted for ArchitectureTest: a stand-in for dev.tufa.examples. */
@NullMarked
package dev.tufa.conformance.architecture.planted.examples;

import org.jspecify.annotations.NullMarked;
