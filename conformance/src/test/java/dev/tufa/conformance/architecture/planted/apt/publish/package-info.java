/** Planted for ArchitectureTest: a stand-in for dev.tufa.apt.publish. */
@NullMarked
package dev.tufa.conformance.architecture.planted.apt.publish;

import org.jspecify.annotations.NullMarked;
