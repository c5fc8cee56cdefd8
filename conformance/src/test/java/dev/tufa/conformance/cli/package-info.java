/** Whole programs, run as their users run them. */
@NullMarked
package dev.tufa.conformance.cli;

import org.jspecify.annotations.NullMarked;
