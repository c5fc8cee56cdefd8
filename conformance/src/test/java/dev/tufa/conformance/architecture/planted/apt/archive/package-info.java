/** Planted for ArchitectureTest: a stand-in for dev.tufa.apt.archive. */
@NullMarked
package dev.tufa.conformance.architecture.planted.apt.archive;

import org.jspecify.annotations.NullMarked;
