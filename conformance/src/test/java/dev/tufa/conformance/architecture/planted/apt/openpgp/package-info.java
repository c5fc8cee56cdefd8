/** Planted for ArchitectureTest: a stand-in for dev.tufa.apt.openpgp. */
@NullMarked
package dev.tufa.conformance.architecture.planted.apt.openpgp;

import org.jspecify.annotations.NullMarked;
