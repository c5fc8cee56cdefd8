/** Tests of the house rules: which package may use which, and that every citation of the specification exists. */
@NullMarked
package dev.tufa.conformance.architecture;

import org.jspecify.annotations.NullMarked;
