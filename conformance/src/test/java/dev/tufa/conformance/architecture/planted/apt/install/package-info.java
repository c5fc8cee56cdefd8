/** Planted for ArchitectureTest: a stand-in for dev.tufa.apt.install. */
@NullMarked
package dev.tufa.conformance.architecture.planted.apt.install;

import org.jspecify.annotations.NullMarked;
