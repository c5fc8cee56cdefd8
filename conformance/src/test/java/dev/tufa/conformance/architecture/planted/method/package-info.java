/** Planted for ArchitectureTest: a stand-in for dev.tufa.method. */
@NullMarked
package dev.tufa.conformance.architecture.planted.method;

import org.jspecify.annotations.NullMarked;
