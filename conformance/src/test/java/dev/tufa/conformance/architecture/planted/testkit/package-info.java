/** Planted for ArchitectureTest: a stand-in for dev.tufa.testkit. */
@NullMarked
package dev.tufa.conformance.architecture.planted.testkit;

import org.jspecify.annotations.NullMarked;
