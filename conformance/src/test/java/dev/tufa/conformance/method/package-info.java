/** The acquire method of apt, whatever apt or somebody in its place says. */
@NullMarked
package dev.tufa.conformance.method;

import org.jspecify.annotations.NullMarked;
