/** Offenders against every architecture rule, to see each rule fail. A copy of the house in miniature. */
@NullMarked
package dev.tufa.conformance.architecture.planted;

import org.jspecify.annotations.NullMarked;
