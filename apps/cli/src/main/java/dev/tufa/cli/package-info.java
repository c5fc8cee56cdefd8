/** The command line {@code tufa}: a thin class for each verb. */
@NullMarked
package dev.tufa.cli;

import org.jspecify.annotations.NullMarked;
