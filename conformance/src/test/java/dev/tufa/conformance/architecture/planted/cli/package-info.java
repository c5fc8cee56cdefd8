/** Planted for ArchitectureTest: a stand-in for dev.tufa.cli. */
@NullMarked
package dev.tufa.conformance.architecture.planted.cli;

import org.jspecify.annotations.NullMarked;
