/** Planted for ArchitectureTest: a stand-in for dev.tufa.helper. */
@NullMarked
package dev.tufa.conformance.architecture.planted.helper;

import org.jspecify.annotations.NullMarked;
