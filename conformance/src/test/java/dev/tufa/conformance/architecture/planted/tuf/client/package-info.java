/** Planted for ArchitectureTest: a stand-in for dev.tufa.tuf.client. */
@NullMarked
package dev.tufa.conformance.architecture.planted.tuf.client;

import org.jspecify.annotations.NullMarked;
